package io.sendense.engine.disk.image;

import io.sendense.engine.disk.vmdk.VmdkShape;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What a VMDK's descriptor and header say. Immutable.
///
/// @param createType `monolithicSparse`, `streamOptimized`, `vmfs`...
/// @param extents number of extents
/// @param grainBytes size of a grain; absent for flat disks
/// @param cid content number, eight hexadecimal digits
/// @param parentCid of a delta: the parent's content number when it was begun
/// @param unclean whether the file says that it was not closed
public record VmdkDescription(
        String createType,
        int extents,
        OptionalLong grainBytes,
        Optional<String> cid,
        Optional<String> parentCid,
        boolean unclean) {

    static VmdkDescription of(VmdkShape shape) {
        return new VmdkDescription(
                shape.createType(),
                shape.extents(),
                shape.grainBytes(),
                hex(shape.cid()),
                hex(shape.parentCid()),
                shape.unclean());
    }

    private static Optional<String> hex(OptionalLong id) {
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%08x", id.getAsLong()));
    }
}
