package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Executions of jobs on the lab.
@Timeout(300)
class JobRunsTest {
    private static final Schedule MANUAL = new Schedule.Manual();

    @TempDir private Path folder;
    private LabHome lab;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        lab = new LabHome(folder.resolve("home"));
        engine = lab.open();
        engine.addVCenter(lab.vcenter(LabHome.NAME));
    }

    @AfterEach
    void close() {
        lab.lab.faults().clear();
        engine.close();
        lab.close();
    }

    private JobId add(JobDefinition definition) throws Exception {
        return engine.jobs().add(definition).id();
    }

    private static List<String> names(JobRunView run) {
        return run.vms().stream().map(JobRunVm::vmName).toList();
    }

    private static List<JobVmState> states(JobRunView run) {
        return run.vms().stream().map(JobRunVm::state).toList();
    }

    private static ProblemCode problem(JobRunVm vm) {
        return vm.problem().orElseThrow().code();
    }

    private ReadMode mode(JobRunVm vm) throws Exception {
        RunId run = vm.run().orElseThrow();
        return engine.run(run).disks().getFirst().mode().orElseThrow();
    }

    @Test
    void backsUpAFolderWithoutItsExceptionsAndTakesInWhatIsNew() throws Exception {
        for (String name : List.of("fleet-b", "fleet-a", "fleet-out")) {
            lab.lab.machines().create(name);
        }
        Selection selection =
                new Selection(
                        List.of(LabJobs.folder(engine, "Fleet")),
                        List.of(LabJobs.vm(engine, "fleet-out")));
        JobId job = add(LabJobs.job("Fleet", MANUAL, selection, 2));
        JobRunView first = LabJobs.run(engine, job);
        assertThat(names(first)).containsExactly("fleet-a", "fleet-b");
        assertThat(first.state()).isEqualTo(JobRunState.COMPLETED);
        assertThat(first.vms()).allSatisfy(vm -> assertThat(vm.run()).isPresent());

        lab.lab.machines().create("fleet-c");
        lab.lab.machines().rename("fleet-out", "fleet-still-out");
        JobRunView second = LabJobs.run(engine, job);
        assertThat(names(second)).containsExactly("fleet-a", "fleet-b", "fleet-c");
        assertThat(mode(second.vms().getFirst())).isEqualTo(ReadMode.INCREMENTAL);
        assertThat(mode(second.vms().getLast())).isEqualTo(ReadMode.FULL);
        assertThat(engine.points()).hasSize(5);
        assertThat(engine.jobs().runs(10)).containsExactly(second, first);
        assertThat(engine.jobs().job(job).lastRun()).contains(second);
        assertThat(engine.jobs().select(selection))
                .extracting(SelectedVm::vm)
                .extracting("name")
                .containsExactly("fleet-a", "fleet-b", "fleet-c");
    }

    @Test
    void aVmThatIsGoneFailsAndTheOthersGoOn() throws Exception {
        lab.lab.machines().create("old");
        lab.lab.machines().create("kept");
        Selector gone = Selector.of(LabHome.NAME, SelectorKind.FOLDER, "group-v9999", "Gone");
        JobId job =
                add(
                        LabJobs.job(
                                "Mixed",
                                MANUAL,
                                LabJobs.vm(engine, "old"),
                                gone,
                                LabJobs.vm(engine, "kept")));
        lab.lab.machines().remove("old");
        JobRunView run = LabJobs.run(engine, job);
        assertThat(run.state()).isEqualTo(JobRunState.FAILED);
        assertThat(names(run)).containsExactly("kept", "old", "Gone");
        assertThat(states(run))
                .containsExactly(JobVmState.COMPLETED, JobVmState.FAILED, JobVmState.FAILED);
        assertThat(problem(run.vms().get(1))).isEqualTo(ProblemCode.VM_UNKNOWN);
        assertThat(problem(run.vms().get(2))).isEqualTo(ProblemCode.INVENTORY_OBJECT_UNKNOWN);
    }

    @Test
    void aSilentVcenterFailsItsVmsOnly() throws Exception {
        lab.lab.machines().create("kept");
        try (LabHome other = new LabHome(folder.resolve("other"))) {
            engine.addVCenter(other.vcenter("away"));
            Selector there = Selector.of("away", SelectorKind.VM, "vm-1", "unreachable");
            JobId job = add(LabJobs.job("Two", MANUAL, there, LabJobs.vm(engine, "kept")));
            other.lab.interrupt();
            JobRunView run = LabJobs.run(engine, job);
            assertThat(states(run)).containsExactly(JobVmState.COMPLETED, JobVmState.FAILED);
            assertThat(problem(run.vms().getLast())).isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
            assertThat(run.vms().getLast().vcenter()).isEqualTo("away");
        }
        engine.removeVCenter("away");
        JobId job = engine.jobs().list().getFirst().id();
        JobRunView later = LabJobs.run(engine, job);
        assertThat(problem(later.vms().getLast())).isEqualTo(ProblemCode.VCENTER_UNKNOWN);
        assertThat(later.vms().getFirst().state()).isEqualTo(JobVmState.COMPLETED);
    }

    @Test
    void aJobThatHoldsNothingFails() throws Exception {
        lab.lab.machines().create("only");
        Selector fleet = LabJobs.folder(engine, "Fleet");
        JobId job =
                add(LabJobs.job("Empty", MANUAL, new Selection(List.of(fleet), List.of(fleet)), 1));
        JobRunView run = LabJobs.run(engine, job);
        assertThat(run.state()).isEqualTo(JobRunState.FAILED);
        assertThat(run.problem().orElseThrow().code()).isEqualTo(ProblemCode.JOB_SELECTS_NOTHING);
    }

    @Test
    void aVmThatIsBackedUpAlreadyFails() throws Exception {
        LabJobs.hold(lab);
        RunId first = LabHome.start(engine, LabHome.SMALL);
        JobId job = add(LabJobs.job("Busy", MANUAL, LabJobs.vm(engine, LabHome.SMALL)));
        JobRunView run = LabJobs.run(engine, job);
        assertThat(problem(run.vms().getFirst())).isEqualTo(ProblemCode.VM_BUSY);
        assertThat(run.vms().getFirst().run()).isEmpty();
        lab.lab.faults().clear();
        assertThat(engine.awaitRun(first).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void runsSoManyAtATimeAndStopsAllWhenCancelled() throws Exception {
        LabJobs.hold(lab);
        Selection selection =
                new Selection(
                        List.of(
                                LabJobs.vm(engine, LabHome.SMALL),
                                LabJobs.vm(engine, "no-tools"),
                                LabJobs.vm(engine, "logs-independent")),
                        List.of());
        JobId job = add(LabJobs.job("Three", MANUAL, selection, 2));
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            JobRunId run = engine.jobs().run(job);
            LabJobs.await(() ->
                    engine.jobs().run(run).vms().stream().filter(vm -> vm.run().isPresent()).count()
                            == 2);
            assertThat(states(engine.jobs().run(run)))
                    .containsExactly(JobVmState.RUNNING, JobVmState.RUNNING, JobVmState.WAITING);
            assertThat(engine.runs(10)).hasSize(2);
            assertThat(engine.jobs().job(job).lastRun().orElseThrow().state())
                    .isEqualTo(JobRunState.RUNNING);
            assertThat(busy(() -> engine.jobs().run(job))).isEqualTo(ProblemCode.JOB_BUSY);
            assertThat(busy(() -> engine.jobs().remove(job))).isEqualTo(ProblemCode.JOB_BUSY);

            engine.jobs().cancel(run);
            JobRunView ended = engine.jobs().await(run);
            assertThat(ended.state()).isEqualTo(JobRunState.CANCELLED);
            assertThat(states(ended)).containsOnly(JobVmState.CANCELLED);
            assertThat(ended.vms().getLast().run()).isEmpty();
            assertThat(engine.runs(10)).hasSize(2);
            assertThat(busy(() -> engine.jobs().cancel(run)))
                    .isEqualTo(ProblemCode.JOB_RUN_NOT_ACTIVE);
            LabJobs.await(() -> listener.jobRuns().getLast().equals(ended));
            assertThat(listener.overlaps()).isZero();
        }
        engine.jobs().remove(job);
        assertThat(engine.jobs().runs(10).getFirst().job()).isEmpty();
        assertThat(engine.jobs().runs(10).getFirst().jobName()).isEqualTo("Three");
    }

    @Test
    void cancellingWhileItLooksForItsVmsBeginsNone() throws Exception {
        JobId job = add(LabJobs.job("Slow", MANUAL, LabJobs.vm(engine, LabHome.SMALL)));
        lab.lab
                .faults()
                .add(
                        FaultRule.on(
                                        "RetrievePropertiesEx",
                                        new FaultAction.Delay(Duration.ofSeconds(5)))
                                .always());
        JobRunId run = engine.jobs().run(job);
        engine.jobs().cancel(run);
        JobRunView ended = engine.jobs().await(run);
        assertThat(ended.state()).isEqualTo(JobRunState.CANCELLED);
        assertThat(engine.runs(10)).isEmpty();
    }

    @Test
    void closingTheEngineEndsExecutionsAndSaysSo() throws Exception {
        LabJobs.hold(lab);
        JobId job = add(LabJobs.job("Night", MANUAL, LabJobs.vm(engine, LabHome.SMALL)));
        JobRunId run = engine.jobs().run(job);
        LabJobs.await(() -> !engine.runs(10).isEmpty());
        engine.close();
        lab.lab.faults().clear();
        try (Engine later = lab.open()) {
            assertThat(later.jobs().run(run).state()).isEqualTo(JobRunState.CANCELLED);
            assertThat(later.jobs().job(job).definition().selection().included().getFirst().uuid())
                    .isPresent();
        }
    }

    @Test
    void refusesWhatCannotBeUsed() throws Exception {
        Selector small = LabJobs.vm(engine, LabHome.SMALL);
        Selector elsewhere = Selector.of("nowhere", SelectorKind.VM, "vm-1", "x");
        JobDefinition right = LabJobs.job("Right", MANUAL, small);
        JobId job = add(right);
        assertThat(busy(() -> add(LabJobs.job("rIGHT", MANUAL, small))))
                .isEqualTo(ProblemCode.JOB_NAME_TAKEN);
        assertThat(busy(() -> add(LabJobs.job(" ", MANUAL, small))))
                .isEqualTo(ProblemCode.JOB_INVALID);
        assertThat(busy(() -> add(LabJobs.job("None", MANUAL)))).isEqualTo(ProblemCode.JOB_INVALID);
        assertThat(busy(() -> add(LabJobs.job("Away", MANUAL, elsewhere))))
                .isEqualTo(ProblemCode.VCENTER_UNKNOWN);
        JobDefinition store =
                new JobDefinition(
                        "Store",
                        right.selection(),
                        Optional.of("tape"),
                        MANUAL,
                        right.options(),
                        1);
        assertThat(busy(() -> add(store))).isEqualTo(ProblemCode.REPOSITORY_UNKNOWN);
        assertThat(busy(() -> engine.jobs().job(new JobId(99)))).isEqualTo(ProblemCode.JOB_UNKNOWN);
        assertThat(busy(() -> engine.jobs().run(new JobRunId(99))))
                .isEqualTo(ProblemCode.JOB_RUN_UNKNOWN);
        assertThat(busy(() -> engine.jobs().cancel(new JobRunId(99))))
                .isEqualTo(ProblemCode.JOB_RUN_UNKNOWN);
        assertThat(engine.jobs().list()).hasSize(1);
        assertThat(engine.jobs().job(job).definition().selection().included().getFirst().uuid())
                .isPresent();
    }

    private static ProblemCode busy(EngineContract.Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        assertThat(e).isNotNull();
        return e.problem().code();
    }
}
