package io.sendense.engine.disk.image;

import io.sendense.engine.disk.qcow2.BackingName;
import io.sendense.engine.disk.qcow2.CompressionType;
import io.sendense.engine.disk.qcow2.Qcow2Header;
import java.util.Optional;

/// What a QCOW2 header says. Immutable.
///
/// @param clusterBytes size of a cluster
/// @param refcountBits width of a refcount
/// @param lazyRefcounts whether writers may leave refcounts behind
/// @param extendedL2 whether clusters are described in 32 parts
/// @param dirty whether the file says it was not closed cleanly
/// @param corrupt whether the file says it is damaged
/// @param snapshots number of internal snapshots
/// @param backingFile the backing file's name as the header has it
/// @param backingFormat its stated format
public record Qcow2Description(
        int version,
        int clusterBytes,
        int refcountBits,
        CompressionType compression,
        boolean lazyRefcounts,
        boolean extendedL2,
        boolean dirty,
        boolean corrupt,
        int snapshots,
        Optional<String> backingFile,
        Optional<String> backingFormat) {

    static Qcow2Description of(Qcow2Header header) {
        Optional<BackingName> backing = header.extensions().backing();
        return new Qcow2Description(
                header.version(),
                header.clusterBytes(),
                header.refcountBits(),
                header.compression(),
                header.features().lazyRefcounts(),
                header.geometry().extendedL2(),
                header.features().dirty(),
                header.features().corrupt(),
                header.tables().snapshots(),
                backing.map(BackingName::name),
                backing.flatMap(BackingName::format));
    }
}
