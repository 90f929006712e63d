package io.sendense.engine.repository.point;

import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import java.util.Optional;

/// Where change tracking of a disk stood in the snapshot of a point, or why there is nothing to
/// stand on. Exactly one of the two. Immutable.
///
/// @param id the change ID, as the server wrote it
/// @param absentBecause why there is none: the name of a [FullReason]
public record ChangeMark(Optional<String> id, Optional<String> absentBecause) {
    public ChangeMark {
        if (id.isPresent() == absentBecause.isPresent()) {
            throw new IllegalArgumentException(
                    "either a change ID or the reason for its absence, found "
                            + id
                            + " and "
                            + absentBecause);
        }
        id.ifPresent(ChangeId::new);
    }

    public static ChangeMark at(ChangeId id) {
        return new ChangeMark(Optional.of(id.value()), Optional.empty());
    }

    /// Records that there is no change ID, and why.
    public static ChangeMark absent(FullReason because) {
        return new ChangeMark(Optional.empty(), Optional.of(because.name()));
    }

    /// The position, if there is one.
    public Optional<ChangeId> changeId() {
        return id.map(ChangeId::new);
    }
}
