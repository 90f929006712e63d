package io.sendense.engine.repository.point;

import io.sendense.engine.run.ReadMode;
import io.sendense.engine.source.change.FullReason;
import java.util.Optional;

/// What is known of a disk once all its bytes are there. Immutable.
///
/// @param mode which bytes were read
/// @param fullReason why all of them; absent for incremental reads
/// @param change the change ID of the run's snapshot, or why there is none
public record DiskFacts(ReadMode mode, Optional<FullReason> fullReason, ChangeMark change) {
    public DiskFacts {
        if (fullReason.isEmpty() != (mode == ReadMode.INCREMENTAL)) {
            throw new IllegalArgumentException("read " + mode + " with reason " + fullReason);
        }
    }

    public static DiskFacts full(FullReason reason, ChangeMark change) {
        return new DiskFacts(ReadMode.FULL, Optional.of(reason), change);
    }

    public static DiskFacts compared(FullReason reason, ChangeMark change) {
        return new DiskFacts(ReadMode.COMPARE, Optional.of(reason), change);
    }

    public static DiskFacts incremental(ChangeMark change) {
        return new DiskFacts(ReadMode.INCREMENTAL, Optional.empty(), change);
    }
}
