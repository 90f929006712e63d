package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An engine's process is killed while it runs a job.
@Timeout(300)
class KilledJobTest {
    @TempDir private Path folder;

    @Test
    void theExecutionHasFailedAndTheScheduleGoesOn() throws Exception {
        Path home = folder.resolve("home");
        try (LabHome lab = new LabHome(home)) {
            JobId job;
            Instant next;
            try (Engine engine = lab.open()) {
                engine.addVCenter(lab.vcenter(LabHome.NAME));
                Selection selection =
                        new Selection(
                                List.of(
                                        LabJobs.vm(engine, LabHome.SMALL),
                                        LabJobs.vm(engine, "no-tools")),
                                List.of());
                Schedule daily = new Schedule.Daily(LocalTime.MIDNIGHT, ZoneOffset.ofHours(-12));
                var added = engine.jobs().add(LabJobs.job("Nightly", daily, selection, 1));
                job = added.id();
                next = added.nextRun().orElseThrow();
            }
            LabJobs.hold(lab);
            try (ChildJvm child =
                    ChildJvm.start(RunningJobProcess.class, home, lab.lab.password())) {
                assertThat(child.line()).isEqualTo("running");
                child.kill();
            }
            lab.lab.faults().clear();
            try (Engine engine = lab.open()) {
                JobRunView dead = engine.jobs().job(job).lastRun().orElseThrow();
                assertThat(dead.state()).isEqualTo(JobRunState.FAILED);
                assertThat(dead.ended()).isPresent();
                assertThat(dead.vms()).extracting(JobRunVm::state).containsOnly(JobVmState.FAILED);
                assertThat(dead.vms())
                        .allSatisfy(vm ->
                                assertThat(vm.problem().orElseThrow().code())
                                        .isEqualTo(ProblemCode.RUN_INTERRUPTED));
                assertThat(engine.jobs().job(job).nextRun()).contains(next);
                assertThat(LabJobs.run(engine, job).state()).isEqualTo(JobRunState.COMPLETED);
            }
        }
    }
}
