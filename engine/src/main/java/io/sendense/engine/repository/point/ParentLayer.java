package io.sendense.engine.repository.point;

import io.sendense.engine.source.change.FullReason;
import java.util.Optional;

/// Whether a disk can be stored as a layer over an earlier point's. Immutable.
public sealed interface ParentLayer {
    /// It can: the layer, with the change ID that belongs to it.
    record Found(PointLayer parent) implements ParentLayer {}

    /// It cannot, and has to be read in full into a layer of its own.
    ///
    /// @param reason `FIRST_POINT`: the point has no such disk; `RESIZED`; `PARENT_UNUSABLE`:
    ///   something below is missing or damaged, or the chain is as long as it may get
    record None(FullReason reason) implements ParentLayer {}

    /// The layer, if there is one.
    default Optional<PointLayer> layer() {
        return switch (this) {
            case Found(PointLayer parent) -> Optional.of(parent);
            case None _ -> Optional.empty();
        };
    }
}
