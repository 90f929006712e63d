package io.sendense.engine.lab.guest;

import io.sendense.engine.lab.content.BytesAt;
import java.io.IOException;

/// Whether two disks of one VM show the same instant, told by their record logs. Immutable.
///
/// The guest writes record n to the leading disk (2001 of `pgtest1`) and then to the following one
/// (2000). So at every instant `following <= leading <= following + 1`, and a copy of the two disks
/// for which that does not hold was not taken at one instant.
///
/// @param following the log of the disk that is written second
/// @param leading the log of the disk that is written first
public record RecordRule(RecordLog following, RecordLog leading) {
    /// Reads both logs, from the live disks, frozen ones, or a restore point's.
    ///
    /// @throws IOException one cannot be read, or has no record log
    public static RecordRule check(BytesAt following, BytesAt leading) throws IOException {
        return new RecordRule(RecordLog.read(following), RecordLog.read(leading));
    }

    /// Whether the numbers fit and neither log has a fault.
    public boolean holds() {
        return following.last() <= leading.last()
                && leading.last() <= following.last() + 1
                && following.faults().isEmpty()
                && leading.faults().isEmpty();
    }

    @Override
    public String toString() {
        return "record "
                + following.last()
                + " <= "
                + leading.last()
                + " <= "
                + following.last()
                + "+1 "
                + (holds() ? "holds" : "does not hold")
                + (following.faults().isEmpty() ? "" : "; following disk: " + following.faults())
                + (leading.faults().isEmpty() ? "" : "; leading disk: " + leading.faults());
    }
}
