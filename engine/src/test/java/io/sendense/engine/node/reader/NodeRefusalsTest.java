package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.CapturedLog;
import io.sendense.engine.Traces;
import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.CountingBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ReadOnlyBlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.DiskPhase;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeTarget;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.wire.nbd.NbdUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node must not begin, it does not begin.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeRefusalsTest {
    /// Nobody listens there: who gets as far as this has gone too far.
    private static final NbdUri NOBODY = NodeTarget.parse("nbd://127.0.0.1:1/nobody");

    private NodeLab lab;
    private FrozenVm frozen;
    private VirtualDisk disk;
    private NodeReader node;
    private int number;

    @BeforeAll
    void freeze(@TempDir Path folder) throws Exception {
        lab = new NodeLab(folder);
        frozen = lab.freeze(NodeLab.SIX_DISKS);
        disk = frozen.disks().getFirst();
    }

    @AfterAll
    void end() throws Exception {
        lab.close();
    }

    @BeforeEach
    void open() {
        node = new NodeReader(NodeLab.settings());
    }

    @AfterEach
    void close() {
        lab.lab.faults().clear();
        node.close();
    }

    /// Runs a job that must fail, and answers with why.
    private Problem failure(VCenterAccess access, DiskOrder... orders) throws Exception {
        String id = "job-" + ++number;
        assertThat(node.start(NodeLab.request(id, access, frozen, orders)).status())
                .isEqualTo(JobStatus.RUNNING);
        JobProgress ended = NodeLab.awaitEnd(node, id);
        assertThat(ended.status()).as(ended.toString()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.disks()).allMatch(each -> each.doneBytes() == 0);
        assertThat(ended.disks()).noneMatch(each -> each.phase() == DiskPhase.COMPLETED);
        assertThat(node.health().vcenters()).isZero();
        GermanTexts.assertGerman(ended.problem().orElseThrow());
        return ended.problem().orElseThrow();
    }

    private Problem failure(DiskOrder... orders) throws Exception {
        return failure(lab.access(), orders);
    }

    private static DiskOrder other(VirtualDisk disk, int key, String uuid, long capacity) {
        DiskOrder order = NodeLab.full(disk, NOBODY);
        return new DiskOrder(
                key,
                uuid,
                capacity,
                order.extents(),
                order.zeroes(),
                order.target(),
                1,
                order.baseline());
    }

    @Test
    void aDiskThatIsNotTheOneAskedFor() throws Exception {
        String uuid = disk.backingUuid().orElseThrow();
        String next = frozen.disks().get(1).backingUuid().orElseThrow();
        FaultRule reads = FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ZERO));
        lab.lab.faults().add(reads.always());
        Problem mixedUp = failure(other(disk, disk.key(), next, disk.capacityBytes()));
        assertThat(mixedUp.code()).isEqualTo(ProblemCode.NODE_DISK_MISMATCH);
        assertThat(mixedUp.arguments())
                .containsEntry("expected_uuid", new Argument.Text(next))
                .containsEntry("found_uuid", new Argument.Text(uuid));
        Problem grown = failure(other(disk, disk.key(), uuid, disk.capacityBytes() + 512));
        assertThat(grown.code()).isEqualTo(ProblemCode.NODE_DISK_MISMATCH);
        assertThat(grown.arguments())
                .containsEntry("found", new Argument.Bytes(disk.capacityBytes()));
        assertThat(failure(other(disk, disk.key(), "", disk.capacityBytes())).code())
                .isEqualTo(ProblemCode.NODE_DISK_MISMATCH);
        assertThat(failure(other(disk, 2999, uuid, disk.capacityBytes())).code())
                .isEqualTo(ProblemCode.NODE_DISK_UNKNOWN);
        assertThat(lab.lab.faults().matched(reads)).isZero();
    }

    @Test
    void aTargetOfAnotherSize() throws Exception {
        VirtualDisk second = frozen.disks().get(1);
        CountingBlockDevice fits =
                new CountingBlockDevice(new MemoryBlockDevice(disk.capacityBytes()));
        CountingBlockDevice small =
                new CountingBlockDevice(new MemoryBlockDevice(second.capacityBytes() - 512));
        Problem problem =
                failure(
                        NodeLab.full(disk, lab.offer("fits", fits)),
                        NodeLab.full(second, lab.offer("small", small)));
        assertThat(problem.code()).isEqualTo(ProblemCode.NBD_SIZE_MISMATCH);
        assertThat(problem.arguments())
                .containsEntry("expected", new Argument.Bytes(second.capacityBytes()))
                .containsEntry("found", new Argument.Bytes(second.capacityBytes() - 512));
        for (CountingBlockDevice target : List.of(fits, small)) {
            assertThat(target.calls(BlockOperation.WRITE)).isZero();
            assertThat(target.calls(BlockOperation.ZERO)).isZero();
        }
    }

    @Test
    void aTargetThatIsNotThereOrTakesNoWrites() throws Exception {
        assertThat(failure(NodeLab.full(disk, NOBODY)).code())
                .isEqualTo(ProblemCode.NBD_TARGET_NOT_READY);
        NbdUri fixed =
                lab.offer(
                        "fixed",
                        new ReadOnlyBlockDevice(
                                new MemoryBlockDevice(disk.capacityBytes()), "fixed"));
        Problem problem = failure(NodeLab.full(disk, fixed));
        assertThat(problem.code()).isEqualTo(ProblemCode.NBD_TARGET_NOT_READY);
        assertThat(problem.toString()).contains("NODE_TARGET_READ_ONLY");
    }

    @Test
    void aVCenterWithAnotherCertificate() throws Exception {
        FaultRule logins = FaultRule.on("Login", new FaultAction.Delay(Duration.ZERO));
        lab.lab.faults().add(logins.always());
        VCenterAccess wrongPin =
                new VCenterAccess(
                        lab.lab.url(),
                        lab.lab.user(),
                        Secret.of(lab.lab.password()),
                        new Fingerprint("ab".repeat(32)));
        assertThat(failure(wrongPin, NodeLab.full(disk, NOBODY)).code())
                .isEqualTo(ProblemCode.VCENTER_CERTIFICATE_MISMATCH);
        assertThat(lab.lab.faults().matched(logins)).isZero();
        assertThat(wrongPin.password().reveal()).doesNotContain(lab.lab.password());
    }

    /// Nor does a wrong password profit from another job that knows the right one.
    @Test
    void aWrongPasswordWhichIsNotToldAnybody() throws Exception {
        String wrong = "Wolkenkratzer4711Zitrone";
        Traces traces = new Traces(wrong);
        try (CapturedLog log = CapturedLog.begin()) {
            Problem problem = failure(lab.access(wrong), NodeLab.full(disk, NOBODY));
            assertThat(problem.code()).isEqualTo(ProblemCode.VCENTER_LOGIN_REFUSED);
            assertThat(traces.in(problem.toString())).isEmpty();
            assertThat(log.text()).contains("begins");
            assertThat(traces.in(log.text())).isEmpty();
        }
        StartRequest request =
                NodeLab.request("x", lab.access(wrong), frozen, NodeLab.full(disk, NOBODY));
        assertThat(traces.in(request.toString())).isEmpty();
    }

    @Test
    void aVCenterThatIsAway() throws Exception {
        lab.lab.interrupt();
        try {
            assertThat(failure(NodeLab.full(disk, NOBODY)).code())
                    .isEqualTo(ProblemCode.VCENTER_UNREACHABLE);
        } finally {
            lab.lab.restore();
        }
    }

    @Test
    void aSecondJobOfTheSameName() throws Exception {
        StartRequest request = lab.request("same", frozen, NodeLab.full(disk, NOBODY));
        assertThat(node.start(request)).isNotNull();
        NodeLab.awaitEnd(node, "same");
        StartRequest again = lab.request("same", frozen, NodeLab.full(disk, NOBODY));
        assertThat(node.start(again).status()).isEqualTo(JobStatus.FAILED);
        assertThat(again.vcenter().password().reveal()).doesNotContain(lab.lab.password());
        NbdUri elsewhere = NodeTarget.parse("nbd://127.0.0.1:2/nobody");
        StartRequest other = lab.request("same", frozen, NodeLab.full(disk, elsewhere));
        assertThat(code(() -> node.start(other))).isEqualTo(ProblemCode.NODE_JOB_CONFLICT);
        assertThat(other.vcenter().password().reveal()).doesNotContain(lab.lab.password());
    }

    @Test
    void moreJobsThanItTakes() throws Exception {
        try (NodeReader none = new NodeReader(NodeLab.settings().withMostJobs(0))) {
            StartRequest request = lab.request("one", frozen, NodeLab.full(disk, NOBODY));
            assertThat(code(() -> none.start(request))).isEqualTo(ProblemCode.NODE_BUSY);
        }
    }

    @Test
    void questionsForWhatIsNotThere() throws Exception {
        NodeJobId nobody = new NodeJobId("nobody");
        assertThat(code(() -> node.status(nobody))).isEqualTo(ProblemCode.NODE_JOB_UNKNOWN);
        assertThat(code(() -> node.cancel(nobody))).isEqualTo(ProblemCode.NODE_JOB_UNKNOWN);
        assertThat(code(() -> node.sums(nobody, 1))).isEqualTo(ProblemCode.NODE_JOB_UNKNOWN);
        assertThat(node.start(lab.request("job", frozen, NodeLab.full(disk, NOBODY)))).isNotNull();
        NodeJobId job = new NodeJobId("job");
        assertThat(code(() -> node.sums(job, 1))).isEqualTo(ProblemCode.NODE_JOB_DISK_UNKNOWN);
        node.sums(job, disk.key()).close();
        assertThat(code(() -> node.sums(job, disk.key()))).isEqualTo(ProblemCode.NODE_SUMS_TAKEN);
    }

    /// An ended job is forgotten after a time.
    @Test
    void questionsForWhatIsOver() throws Exception {
        try (NodeReader forgetful =
                new NodeReader(
                        NodeLab.settings()
                                .withKeep(Duration.ofMillis(1))
                                .withPatience(Duration.ofSeconds(2)))) {
            assertThat(forgetful.start(lab.request("gone", frozen, NodeLab.full(disk, NOBODY))))
                    .isNotNull();
            ProblemCode code = null;
            for (int i = 0; i < 6_000 && code == null; i++) {
                Thread.sleep(10);
                code = code(() -> forgetful.status(new NodeJobId("gone")));
            }
            assertThat(code).isEqualTo(ProblemCode.NODE_JOB_UNKNOWN);
        }
    }

    private interface Call {
        Object make() throws Exception;
    }

    private static @Nullable ProblemCode code(Call call) {
        EngineException refused = catchThrowableOfType(EngineException.class, call::make);
        if (refused == null) {
            return null;
        }
        GermanTexts.assertGerman(refused.problem());
        return refused.problem().code();
    }
}
