package io.sendense.engine.job;

import java.util.Collection;
import java.util.stream.Stream;

/// What the states of its VMs make of a job's execution. Pure.
public final class JobOutcome {
    private JobOutcome() {}

    /// The state of an execution whose VMs are known.
    ///
    /// With all VMs at their end it is the worst of them. Where both failed and cancelled ones are
    /// among them, whoever cancelled decides: the execution's own cancellation makes it cancelled,
    /// one of a single run does not hide that others failed.
    ///
    /// @param vms of all of its VMs
    /// @param cancelled whether it was asked to stop
    public static JobRunState of(Collection<JobVmState> vms, boolean cancelled) {
        if (!vms.stream().allMatch(JobVmState::ended)) {
            return cancelled ? JobRunState.CANCELLING : JobRunState.RUNNING;
        }
        JobVmState first = cancelled ? JobVmState.CANCELLED : JobVmState.FAILED;
        JobVmState second = cancelled ? JobVmState.FAILED : JobVmState.CANCELLED;
        return Stream.of(first, second, JobVmState.COMPLETED_WITH_WARNING)
                .filter(vms::contains)
                .findFirst()
                .map(JobOutcome::same)
                .orElse(JobRunState.COMPLETED);
    }

    private static JobRunState same(JobVmState state) {
        return switch (state) {
            case WAITING, RUNNING -> JobRunState.RUNNING;
            case COMPLETED -> JobRunState.COMPLETED;
            case COMPLETED_WITH_WARNING -> JobRunState.COMPLETED_WITH_WARNING;
            case FAILED -> JobRunState.FAILED;
            case CANCELLED -> JobRunState.CANCELLED;
        };
    }
}
