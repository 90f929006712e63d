package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.Waits;
import java.util.Optional;

/// One disk of a job at one moment. Immutable.
///
/// @param plannedBytes bytes that are to be accounted for
/// @param writtenBytes sent to the target, and acknowledged
/// @param zeroedBytes found to be zero
/// @param equalBytes found equal to the baseline
/// @param bytesPerSecond done bytes per second over the last seconds; 0 when idle
/// @param retries pieces that were tried again
/// @param waits where the time of its move has gone so far
/// @param transport how its bytes are read; absent before it is opened
/// @param problem why it failed
public record DiskProgress(
        int key,
        DiskPhase phase,
        long plannedBytes,
        long writtenBytes,
        long zeroedBytes,
        long equalBytes,
        long bytesPerSecond,
        long retries,
        Waits waits,
        Optional<String> transport,
        Optional<Problem> problem) {
    /// Planned bytes that are accounted for.
    public long doneBytes() {
        return writtenBytes + zeroedBytes + equalBytes;
    }
}
