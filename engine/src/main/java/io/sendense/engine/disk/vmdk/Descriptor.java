package io.sendense.engine.disk.vmdk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a descriptor says (Virtual Disk Format 5.0, "The Descriptor File"). Immutable.
///
/// @param cid number that changes whenever the content may have changed; absent in some old files
/// @param parentCid the parent's `cid` when this delta was begun; `NO_PARENT` for a disk of its own
/// @param createType `monolithicSparse`, `vmfs`...; empty where missing
/// @param parentHint name of the parent's descriptor
/// @param extents in the order of the disk's bytes
record Descriptor(
        OptionalLong cid,
        long parentCid,
        String createType,
        Optional<String> parentHint,
        List<ExtentLine> extents) {
    /// The longest text that is read.
    static final int MAX_BYTES = 4 << 20;

    /// The `parentCid` of a disk that is no delta.
    static final long NO_PARENT = 0xffff_ffffL;

    Descriptor {
        extents = List.copyOf(extents);
    }

    boolean isDelta() {
        return parentCid != NO_PARENT;
    }
}
