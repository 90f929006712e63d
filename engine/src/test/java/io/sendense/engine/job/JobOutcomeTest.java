package io.sendense.engine.job;

import static io.sendense.engine.job.JobVmState.CANCELLED;
import static io.sendense.engine.job.JobVmState.COMPLETED;
import static io.sendense.engine.job.JobVmState.COMPLETED_WITH_WARNING;
import static io.sendense.engine.job.JobVmState.FAILED;
import static io.sendense.engine.job.JobVmState.RUNNING;
import static io.sendense.engine.job.JobVmState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobOutcomeTest {
    private static void assertState(JobRunState expected, JobVmState... vms) {
        assertThat(JobOutcome.of(List.of(vms), false)).isEqualTo(expected);
    }

    private static void assertCancelled(JobRunState expected, JobVmState... vms) {
        assertThat(JobOutcome.of(List.of(vms), true)).isEqualTo(expected);
    }

    @Test
    void runsUntilEveryVmHasEnded() {
        assertState(JobRunState.RUNNING, FAILED, COMPLETED, WAITING);
        assertState(JobRunState.RUNNING, FAILED, RUNNING);
        assertCancelled(JobRunState.CANCELLING, CANCELLED, RUNNING);
    }

    @Test
    void isTheWorstOfItsVms() {
        assertState(JobRunState.COMPLETED, COMPLETED, COMPLETED);
        assertState(JobRunState.COMPLETED_WITH_WARNING, COMPLETED, COMPLETED_WITH_WARNING);
        assertState(JobRunState.FAILED, COMPLETED, FAILED, COMPLETED_WITH_WARNING);
        assertState(JobRunState.CANCELLED, COMPLETED, CANCELLED);
    }

    @Test
    void aSingleCancelledRunHidesNoFailure() {
        assertState(JobRunState.FAILED, CANCELLED, FAILED);
        assertCancelled(JobRunState.CANCELLED, CANCELLED, FAILED);
    }

    @Test
    void whatWasAskedToStopTooLateIsWhatItBecame() {
        assertCancelled(JobRunState.COMPLETED, COMPLETED);
        assertCancelled(JobRunState.FAILED, COMPLETED, FAILED);
    }
}
