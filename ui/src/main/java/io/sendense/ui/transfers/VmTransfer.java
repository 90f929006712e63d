package io.sendense.ui.transfers;

import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Texts;
import java.util.Optional;

/// What is told of one VM that is, was or will be backed up. Immutable.
///
/// @param key what tells its line from others
/// @param vcenter the connection it belongs to
/// @param run its run, as far as it is known
/// @param result what came of it, or why nothing did; a dash while there is nothing to tell
public record VmTransfer(
        String key,
        String name,
        String vcenter,
        Badge state,
        Optional<RunView> run,
        String result) {
    /// One run, on its own.
    public static VmTransfer of(RunView run, Texts texts) {
        return new VmTransfer(
                run.id().toString(),
                run.vmName(),
                run.vcenter(),
                RunBadges.of(run, texts),
                Optional.of(run),
                Formats.NONE);
    }

    /// How much of its plan is done, from 0 to 1; all of it where there is a restore point.
    public double fraction() {
        return run.map(VmTransfer::fraction).orElse(0.0);
    }

    /// How much of a run's plan is done, from 0 to 1; all of it where there is a restore point.
    public static double fraction(RunView run) {
        if (run.state().succeeded()) {
            return 1;
        }
        return run.plannedBytes() == 0 ? 0 : (double) run.doneBytes() / run.plannedBytes();
    }
}
