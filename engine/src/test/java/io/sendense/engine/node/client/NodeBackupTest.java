package io.sendense.engine.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.LabHome;
import io.sendense.engine.MemorySecretStore;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheck.Outcome;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backups whose disks a node reads, behind a real SSH server.
@Tag("peers")
@Timeout(300)
class NodeBackupTest {
    private static final String SIX = "erp-six-disks";

    @TempDir private Path folder;

    @Test
    void aFullBackupAndAnIncrementalOneAreComplete() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            RunView full = home.engine.awaitRun(home.start(LabHome.SMALL, options -> options));
            assertThat(full.problem()).isEmpty();
            assertThat(full.state()).isEqualTo(RunState.COMPLETED);
            assertThat(full.node()).contains(NodeHome.NODE);
            assertThat(full.disks())
                    .isNotEmpty()
                    .allSatisfy(disk ->
                            assertThat(disk.export().orElseThrow())
                                    .matches("nbd://127\\.0\\.0\\.1:101\\d\\d/run-.*"));
            RunView again = home.engine.awaitRun(home.start(LabHome.SMALL, options -> options));
            assertThat(again.state()).isEqualTo(RunState.COMPLETED);
            assertThat(again.disks())
                    .extracting(DiskView::mode)
                    .containsOnly(Optional.of(ReadMode.INCREMENTAL));
            for (RunView run : java.util.List.of(full, again)) {
                assertThat(home.engine.verify(run.point().orElseThrow(), Progress.NONE).findings())
                        .isEmpty();
            }
            assertThat(home.engine.nodes().list())
                    .singleElement()
                    .satisfies(node -> assertThat(node.transfers()).isEmpty());
        }
    }

    /// Lesson 17: a dead tunnel does not leave a run "running"; what failed is read again.
    @Test
    void disksWhoseTunnelIsLostFailAndAreReadAgainUnderTheHeldSnapshot() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            home.slowDown();
            RunId id =
                    home.start("pgtest1", options -> options.heldForRetry(Duration.ofMinutes(3)));
            await(home, id, run -> run.disks().size() == 2 && run.doneBytes() > 0);
            home.sshd.kill();
            RunView held = await(home, id, run -> run.phase() == RunPhase.AWAITING_RETRY);
            assertThat(held.disks())
                    .filteredOn(disk -> disk.state() == DiskState.FAILED)
                    .isNotEmpty()
                    .allSatisfy(disk ->
                            assertThat(disk.problem().orElseThrow().code())
                                    .isIn(ProblemCode.NODE_LOST, ProblemCode.DISK_WRITE_FAILED));
            home.sshd.start();
            home.lab.lab.faults().clear();
            home.engine.retryDisks(id);
            RunView ended = home.engine.awaitRun(id);
            assertThat(ended.problem()).isEmpty();
            assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
            assertThat(home.engine.events(id, 0))
                    .extracting(RunEvent::code)
                    .contains(
                            EventCode.NODE_CONNECTED,
                            EventCode.NODE_TUNNEL_LOST,
                            EventCode.NODE_TUNNEL_BACK);
            assertVerified(home, ended);
        }
    }

    /// What the last point holds is told to the node, which sends what differs and no more.
    @Test
    void disksWhoseTrackingCannotBeTrustedAreComparedAtTheNode() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            LabDisk disk = home.lab.lab.disks(SIX).disks().getFirst();
            assertVerified(home, home.engine.awaitRun(home.start(SIX, options -> options)));
            try (FrozenMachine array = home.lab.lab.disks(SIX).freeze("of the array")) {
                assertVerified(home, home.engine.awaitRun(home.start(SIX, options -> options)));
                home.lab.lab.disks(SIX).revert(array);
            }
            disk.write(50L << 16, ByteBuffer.wrap("changed".getBytes(StandardCharsets.UTF_8)));
            RunView compared = home.engine.awaitRun(home.start(SIX, options -> options));
            assertThat(compared.state()).isEqualTo(RunState.COMPLETED);
            assertThat(compared.disks())
                    .extracting(DiskView::mode)
                    .contains(Optional.of(ReadMode.COMPARE));
            assertThat(compared.disks().stream().mapToLong(DiskView::equalBytes).sum())
                    .isPositive();
            assertThat(compared.disks().stream().mapToLong(DiskView::writtenBytes).sum())
                    .isEqualTo(65_536);
            assertVerified(home, compared);
        }
    }

    /// What the node found is what the disk failed of, and the snapshot is gone all the same.
    @Test
    void aVCenterThatRefusesTheNodeIsTheDisksProblem() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            // The engine's own session is there before.
            assertThat(home.engine.inventory(LabHome.NAME).vms()).isNotEmpty();
            home.lab
                    .lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            "Login",
                                            new FaultAction.AnswerFault(SoapFault.invalidLogin()))
                                    .always());
            RunView run = home.engine.awaitRun(home.start(LabHome.SMALL, options -> options));
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.problem().orElseThrow().code())
                    .isEqualTo(ProblemCode.VCENTER_LOGIN_REFUSED);
            assertThat(
                            home.engine
                                    .vm(LabHome.NAME, LabHome.vm(home.engine, LabHome.SMALL))
                                    .snapshots())
                    .isEmpty();
        }
    }

    /// A port that the other has bound is refused, and the next one taken.
    @Test
    void twoConsolesShareANode() throws Exception {
        try (NodeHome home = new NodeHome(folder);
                Engine second = LabHome.open(folder.resolve("second"), new MemorySecretStore())) {
            second.addVCenter(home.lab.vcenter(LabHome.NAME));
            home.add(second);
            home.slowDown();
            RunId one = home.start("pgtest1", options -> options);
            RunView first =
                    await(
                            home,
                            one,
                            run ->
                                    run.disks().size() == 2
                                            && run.disks().stream()
                                                    .allMatch(disk -> disk.doneBytes() > 0));
            RunView other =
                    second.awaitRun(
                            second.startBackup(
                                    new BackupRequest(
                                            LabHome.NAME,
                                            LabHome.vm(second, LabHome.SMALL),
                                            Optional.empty(),
                                            BackupOptions.usual()
                                                    .via(Optional.of(NodeHome.NODE)))));
            assertThat(other.problem()).isEmpty();
            assertThat(home.engine.run(one).state()).isEqualTo(RunState.RUNNING);
            assertThat(port(other.disks().getFirst()))
                    .isNotIn(port(first.disks().getFirst()), port(first.disks().getLast()));
            home.lab.lab.faults().clear();
            assertVerified(home, home.engine.awaitRun(one));
        }
    }

    private static int port(DiskView disk) {
        return URI.create(disk.export().orElseThrow()).getPort();
    }

    private static void assertVerified(NodeHome home, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(home.engine.verify(run.point().orElseThrow(), Progress.NONE).findings())
                .isEmpty();
    }

    private static RunView await(NodeHome home, RunId id, Predicate<RunView> seen)
            throws Exception {
        RunView run = home.engine.run(id);
        while (!seen.test(run)) {
            assertThat(run.state().ended()).as(run.toString()).isFalse();
            Thread.sleep(20);
            run = home.engine.run(id);
        }
        return run;
    }

    @Test
    void aTestFindsEverythingInOrder() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            NodeCheck check = home.engine.nodes().test(NodeHome.NODE);
            assertThat(check.results())
                    .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.PASSED));
            assertThat(check.version()).contains("test");
        }
    }
}
