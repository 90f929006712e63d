package io.sendense.engine.backup;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.transfer.Mover;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// What all runs of an engine share. Immutable; whoever made the parts closes them.
///
/// @param targets what layers are written through
/// @param mover what this engine reads disks with, with its bounded buffers
/// @param nodes paths for runs whose disks a node reads
/// @param packing what compressed layers are packed with
/// @param limits on all runs together
/// @param removalPause wait between two attempts to remove a snapshot
/// @param spaceCheck between two looks at the free space of a run's datastores
public record BackupEnvironment(
        Catalog catalog,
        Sources sources,
        Repositories repositories,
        SnapshotRecords records,
        LayerTargets targets,
        Mover mover,
        TransferPaths nodes,
        LayerPacking packing,
        SharedLimits limits,
        InstantSource clock,
        ProgramVersion program,
        Duration removalPause,
        Duration spaceCheck) {
    /// What the layers of a run are compressed with; absent where they are not.
    Optional<LayerPacking> packing(Compression compression) {
        return switch (compression) {
            case NONE -> Optional.empty();
            case ZSTD -> Optional.of(packing);
        };
    }
}
