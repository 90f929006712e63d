package io.sendense.ui.run;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.Set;

/// The line of steps of a run: how far it is, or where it ended. Immutable.
record Steps(Messages messages) {
    private static final List<RunPhase> SHOWN =
            List.of(
                    RunPhase.PREFLIGHT,
                    RunPhase.SNAPSHOT,
                    RunPhase.TRANSFER,
                    RunPhase.PUBLISH,
                    RunPhase.CLEANUP);

    /// The steps of a run that has not ended, or has ended well, by its own phase; those of another
    /// by what happened in it, since an ended run has no phase but that.
    List<Phase> of(RunView run, Set<EventCode> happened) {
        boolean broken = run.state().ended() && !run.state().succeeded();
        RunPhase at = broken ? brokenAt(run, happened) : step(run.phase());
        boolean held = run.phase() == RunPhase.AWAITING_RETRY;
        return SHOWN.stream()
                .map(phase ->
                        new Phase(
                                name(phase),
                                broken
                                        ? broken(phase, at, run.state(), happened)
                                        : held && phase == at
                                                ? Phase.Progress.HELD
                                                : living(phase, at)))
                .toList();
    }

    /// What waits for a retry has not got further than the transfer.
    private static RunPhase step(RunPhase phase) {
        return phase == RunPhase.AWAITING_RETRY ? RunPhase.TRANSFER : phase;
    }

    private static Phase.Progress living(RunPhase phase, RunPhase now) {
        int order = phase.compareTo(now);
        return order < 0
                ? Phase.Progress.PAST
                : order == 0 ? Phase.Progress.NOW : Phase.Progress.AHEAD;
    }

    private static Phase.Progress broken(
            RunPhase phase, RunPhase at, RunState state, Set<EventCode> happened) {
        if (phase == at) {
            return state == RunState.FAILED ? Phase.Progress.FAILED : Phase.Progress.STOPPED;
        }
        // The snapshot of a broken run is removed all the same.
        boolean cleaned =
                phase == RunPhase.CLEANUP && happened.contains(EventCode.SNAPSHOT_REMOVED);
        return cleaned || phase.compareTo(at) < 0 ? Phase.Progress.PAST : Phase.Progress.AHEAD;
    }

    private static RunPhase brokenAt(RunView run, Set<EventCode> happened) {
        if (happened.contains(EventCode.POINT_PUBLISHED)) {
            return RunPhase.CLEANUP;
        }
        if (!run.disks().isEmpty()
                && run.disks().stream().allMatch(disk -> disk.state() == DiskState.COMPLETED)) {
            return RunPhase.PUBLISH;
        }
        if (happened.contains(EventCode.SNAPSHOT_CREATED)
                || run.disks().stream().anyMatch(disk -> disk.mode().isPresent())) {
            return RunPhase.TRANSFER;
        }
        return happened.contains(EventCode.PREFLIGHT_PASSED)
                ? RunPhase.SNAPSHOT
                : RunPhase.PREFLIGHT;
    }

    String name(RunPhase phase) {
        return switch (phase) {
            case WAITING -> messages.text("phase.waiting");
            case PREFLIGHT -> messages.text("phase.preflight");
            case SNAPSHOT -> messages.text("phase.snapshot");
            case TRANSFER -> messages.text("phase.transfer");
            case AWAITING_RETRY -> messages.text("phase.retry");
            case PUBLISH -> messages.text("phase.publish");
            case CLEANUP -> messages.text("phase.cleanup");
            case ENDED -> messages.text("phase.ended");
        };
    }
}
