package io.sendense.engine.run;

import io.sendense.engine.problem.Problem;
import java.util.Optional;

/// One disk of a run at one moment. Immutable.
///
/// `writtenBytes + zeroedBytes + equalBytes` is what is done of `plannedBytes`; they are equal at
/// the end of a completed disk.
///
/// @param plannedBytes bytes the run has to account for; 0 until the plan is made
/// @param writtenBytes bytes written to the layer
/// @param zeroedBytes planned bytes that were zero and stored as such
/// @param equalBytes planned bytes found equal to what the parent holds
/// @param bytesPerSecond done bytes per second over the last seconds; 0 when idle
/// @param mode absent until the plan is made
/// @param fullReason why the disk is read as a whole (a `FullReason` name); absent for incrementals
/// @param export the NBD URI of its target; absent before it is ready
/// @param transport how its bytes are read; absent before it is opened
/// @param waits where the time of its move has gone so far
public record DiskView(
        int key,
        String label,
        long capacityBytes,
        DiskState state,
        long plannedBytes,
        long writtenBytes,
        long zeroedBytes,
        long equalBytes,
        long bytesPerSecond,
        Optional<ReadMode> mode,
        Optional<String> fullReason,
        Optional<String> export,
        Optional<String> transport,
        Optional<Problem> problem,
        Waits waits) {
    /// A disk of which nobody knows what it waited for.
    public DiskView(
            int key,
            String label,
            long capacityBytes,
            DiskState state,
            long plannedBytes,
            long writtenBytes,
            long zeroedBytes,
            long equalBytes,
            long bytesPerSecond,
            Optional<ReadMode> mode,
            Optional<String> fullReason,
            Optional<String> export,
            Optional<String> transport,
            Optional<Problem> problem) {
        this(
                key,
                label,
                capacityBytes,
                state,
                plannedBytes,
                writtenBytes,
                zeroedBytes,
                equalBytes,
                bytesPerSecond,
                mode,
                fullReason,
                export,
                transport,
                problem,
                Waits.NONE);
    }

    /// Planned bytes that are accounted for.
    public long doneBytes() {
        return writtenBytes + zeroedBytes + equalBytes;
    }
}
