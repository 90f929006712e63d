package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs that hold on to their snapshot when a disk has failed, against the lab.
@Timeout(180)
final class HeldRunsTest {
    private static final String VM = "pgtest1";
    private static final String CREATE = "CreateSnapshot_Task";

    @TempDir private Path folder;

    /// The second disk's data cannot be had any more, for good.
    private static void cutSecondDisk(LabVCenter lab, int after) {
        lab.faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(410))
                                .object("pgtest1_1-flat.vmdk")
                                .after(after)
                                .always());
    }

    private static RunView awaitHold(Engine engine, RunId id) throws Exception {
        while (true) {
            RunView run = engine.run(id);
            assertThat(run.state().ended()).as("%s", run.problem()).isFalse();
            if (run.phase() == RunPhase.AWAITING_RETRY) {
                return run;
            }
            Thread.sleep(50);
        }
    }

    /// The guest writes all the time; both disks are those of the one instant all the same.
    @Test
    void aDiskThatWasCutOffIsReadAgainAndBothAreOfOneInstant() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            FaultRule created = lab.counting(CREATE);
            cutSecondDisk(lab.lab, 3);
            RunId id =
                    lab.engine.startBackup(
                            new BackupRequest(
                                    "lab",
                                    lab.vm(VM).summary().id(),
                                    Optional.empty(),
                                    BackupOptions.usual().heldForRetry(Duration.ofMinutes(10))));
            RunView held = awaitHold(lab.engine, id);
            assertThat(held.disks())
                    .extracting(DiskView::state)
                    .containsExactly(DiskState.COMPLETED, DiskState.FAILED);
            assertThat(lab.vm(VM).snapshots()).hasSize(1);
            assertThat(lab.lab.faults().matched(created)).isEqualTo(1);

            lab.lab.faults().clear();
            FaultRule again = lab.counting(CREATE);
            lab.engine.retryDisks(id);
            RunView run = lab.engine.awaitRun(id);
            assertThat(run.problem()).isEmpty();
            assertThat(run.state().succeeded()).isTrue();
            assertThat(run.disks())
                    .allSatisfy(disk -> {
                        assertThat(disk.state()).isEqualTo(DiskState.COMPLETED);
                        assertThat(disk.doneBytes()).isEqualTo(disk.plannedBytes());
                    });
            assertThat(lab.lab.faults().matched(again)).as("no other snapshot").isZero();
            assertThat(lab.vm(VM).snapshots()).isEmpty();
            try (Repository repository = lab.repository()) {
                RestorePoint point = LabEngine.point(repository, run);
                for (DiskView disk : run.disks()) {
                    assertThat(LabEngine.difference(point, disk.key(), lab.frozen(VM, disk.key())))
                            .as(disk.label())
                            .isEmpty();
                }
            }
            assertThat(lab.engine.verify(run.point().orElseThrow(), Progress.NONE).findings())
                    .isEmpty();
            assertThat(lab.engine.rates(id).getLast().doneBytes()).isEqualTo(run.doneBytes());

            RunView next = lab.backup(VM);
            assertThat(next.disks())
                    .allSatisfy(disk ->
                            assertThat(disk.plannedBytes()).isLessThan(disk.capacityBytes() / 4));
        }
    }

    /// kill -9 while the run waits: the next engine takes the snapshot away and keeps nothing.
    @Test
    void aProcessThatIsKilledWhileItWaitsLeavesNothing() throws Exception {
        Path home = folder.resolve("home");
        try (LabHome lab = new LabHome(home)) {
            cutSecondDisk(lab.lab, 0);
            try (ChildJvm child =
                    ChildJvm.start(
                            HoldingProcess.class,
                            home,
                            lab.lab.url(),
                            lab.lab.user(),
                            lab.lab.password(),
                            lab.lab.certificateSha256(),
                            VM)) {
                assertThat(child.line()).isEqualTo("AWAITING_RETRY");
                child.kill();
            }
            lab.lab.faults().clear();
            lab.secrets.put("vcenter/" + LabHome.NAME, Secret.of(lab.lab.password()));
            RunId id = new RunId(1);
            try (Engine engine = lab.open()) {
                while (!engine.events(id, 0).stream()
                        .map(RunEvent::code)
                        .toList()
                        .contains(EventCode.ORPHAN_SNAPSHOT_REMOVED)) {
                    Thread.sleep(50);
                }
                RunView run = engine.run(id);
                assertThat(run.state()).isEqualTo(RunState.FAILED);
                assertThat(run.problem().map(Problem::code)).contains(ProblemCode.RUN_INTERRUPTED);
                assertThat(engine.points()).isEmpty();
                assertThat(engine.vm(LabHome.NAME, LabHome.vm(engine, VM)).snapshots()).isEmpty();
                assertThat(home.resolve("held")).isEmptyDirectory();
                try (Repository repository =
                        Repository.open(Path.of(engine.repositories().getFirst().path()))) {
                    assertThat(repository.listDrafts()).isEmpty();
                }
                assertThat(LabHome.backup(engine, VM).state().succeeded()).isTrue();
            }
        }
    }
}
