package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.FaultyBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.protocol.DiskPhase;
import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A job that cannot go on, or must not, ends soon, says why, and leaves nothing.
@Timeout(300)
class NodeStopsTest {
    private static final String JOB = "run-7-disk-2000-1";

    @TempDir private Path folder;
    private NodeLab lab;
    private NodeReader node;
    private FrozenVm frozen;
    private VirtualDisk disk;

    @BeforeEach
    void open() throws Exception {
        lab = new NodeLab(folder);
        node = new NodeReader(settings());
        frozen = lab.freeze(NodeLab.SIX_DISKS);
        disk = frozen.disks().getFirst();
    }

    @AfterEach
    void close() throws Exception {
        lab.lab.faults().clear();
        node.close();
        lab.close();
    }

    /// A node that gives up soon, and has room for 24 sums.
    private static NodeSettings settings() {
        MoverOptions soon =
                new MoverOptions(4, Duration.ofSeconds(3), Duration.ofMillis(100), 128 << 10);
        NodeSettings usual = NodeLab.settings();
        return new NodeSettings(
                usual.sources(),
                new ExtentMover(BufferPool.ofAnEngine(), soon),
                InstantSource.system(),
                usual.host(),
                usual.datastore(),
                usual.patience(),
                usual.keep(),
                usual.mostJobs(),
                usual.connect(),
                1 << 10);
    }

    /// Reads that take so long that a disk of 2 GiB lasts for half a minute.
    private void slowDown() {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ofMillis(50)))
                                .always());
    }

    private NbdUri target() throws IOException {
        return lab.layer("d" + disk.key(), disk.capacityBytes());
    }

    private void start(NbdUri target) throws Exception {
        assertThat(node.start(lab.request(JOB, frozen, NodeLab.full(disk, target))).status())
                .isEqualTo(JobStatus.RUNNING);
    }

    /// Waits until bytes move; so far it is no success (lesson 7).
    private void awaitMoving() throws Exception {
        JobProgress moving =
                NodeLab.await(
                        node,
                        JOB,
                        job -> job.status().ended() || job.disks().getFirst().writtenBytes() > 0);
        assertThat(moving.status()).as(moving.toString()).isEqualTo(JobStatus.RUNNING);
        assertThat(moving.endedAt()).isEmpty();
        assertThat(moving.disks().getFirst().phase()).isEqualTo(DiskPhase.TRANSFERRING);
    }

    private JobProgress ended(Duration within) throws Exception {
        long began = System.nanoTime();
        JobProgress ended = NodeLab.awaitEnd(node, JOB);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as(ended.toString())
                .isLessThan(within);
        ended.problem().ifPresent(GermanTexts::assertGerman);
        assertNothingLeft();
        return ended;
    }

    /// No thread of the job, no session beside the console's own, no connection to its targets.
    private void assertNothingLeft() throws Exception {
        assertThat(node.health().vcenters()).isZero();
        assertThat(node.health().runningJobs()).isZero();
        List<String> left = List.of("?");
        for (int i = 0; i < 500 && !(left.isEmpty() && lab.lab.sessionCount() == 1); i++) {
            Thread.sleep(20);
            left =
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> name.contains(JOB))
                            .toList();
        }
        assertThat(left).isEmpty();
        assertThat(lab.lab.sessionCount()).isEqualTo(1);
    }

    @Test
    void aTargetThatDies() throws Exception {
        slowDown();
        start(target());
        var sums = new TakenSums(node, JOB, disk.key(), disk.capacityBytes());
        awaitMoving();
        lab.killTargets();
        JobProgress ended = ended(Duration.ofSeconds(2));
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.problem().orElseThrow().code()).isEqualTo(ProblemCode.DISK_WRITE_FAILED);
        assertThat(ended.disks().getFirst().problem()).isEqualTo(ended.problem());
        assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isFalse();
    }

    @Test
    void aVCenterThatDies() throws Exception {
        slowDown();
        start(target());
        var sums = new TakenSums(node, JOB, disk.key(), disk.capacityBytes());
        awaitMoving();
        lab.lab.shutDown();
        try {
            long began = System.nanoTime();
            JobProgress ended = NodeLab.awaitEnd(node, JOB);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(30));
            assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
            assertThat(ended.problem().orElseThrow().code())
                    .isEqualTo(ProblemCode.DISK_READ_FAILED);
            assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isFalse();
        } finally {
            lab.lab.restore();
        }
    }

    @Test
    void whoeverCancelsItWithinASecond() throws Exception {
        slowDown();
        start(target());
        var sums = new TakenSums(node, JOB, disk.key(), disk.capacityBytes());
        awaitMoving();
        lab.lab.faults().clear();
        lab.lab
                .faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofSeconds(90)))
                                .always());
        Thread.sleep(500);
        JobProgress asked = node.cancel(new NodeJobId(JOB));
        assertThat(asked.status()).isIn(JobStatus.CANCELLING, JobStatus.CANCELLED);
        JobProgress ended = ended(Duration.ofSeconds(1));
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(ended.problem()).isEmpty();
        assertThat(ended.disks().getFirst().phase()).isEqualTo(DiskPhase.CANCELLED);
        assertThat(ended.disks().getFirst().problem()).isEmpty();
        assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isFalse();
        assertThat(node.cancel(new NodeJobId(JOB)).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void aConsoleThatIsSilent() throws Exception {
        node.close();
        node = new NodeReader(settings().withPatience(Duration.ofSeconds(2)));
        slowDown();
        start(target());
        JobProgress before = node.status(new NodeJobId(JOB));
        long began = System.nanoTime();
        // waiting for news is not asking
        while (!before.status().ended()) {
            before = node.next(new NodeJobId(JOB), before, Duration.ofMillis(100)).orElse(before);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(10));
        assertThat(before.status()).isEqualTo(JobStatus.FAILED);
        assertThat(before.problem().orElseThrow().code())
                .isEqualTo(ProblemCode.NODE_CONSOLE_SILENT);
        ended(Duration.ofSeconds(5));
    }

    @Test
    void aConsoleThatDoesNotTakeTheSums() throws Exception {
        node.close();
        node = new NodeReader(settings().withPatience(Duration.ofSeconds(2)));
        start(target());
        JobProgress ended = ended(Duration.ofSeconds(60));
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.problem().orElseThrow().code()).isEqualTo(ProblemCode.NODE_SUMS_NOT_TAKEN);
    }

    @Test
    void aConsoleThatHasGoneWithTheSums() throws Exception {
        slowDown();
        start(target());
        awaitMoving();
        node.sums(new NodeJobId(JOB), disk.key()).close();
        JobProgress ended = ended(Duration.ofSeconds(10));
        assertThat(ended.problem().orElseThrow().code()).isEqualTo(ProblemCode.NODE_SUMS_LOST);
    }

    /// The sibling waits for somebody who takes its sums, and is freed from there (lesson 20).
    @Test
    void oneDiskThatFailsStopsItsSiblings() throws Exception {
        VirtualDisk second = frozen.disks().get(1);
        FaultyBlockDevice faulty =
                new FaultyBlockDevice(new MemoryBlockDevice(second.capacityBytes()));
        assertThat(
                        node.start(
                                        lab.request(
                                                JOB,
                                                frozen,
                                                NodeLab.full(disk, target()),
                                                NodeLab.full(second, lab.offer("b", faulty))))
                                .status())
                .isEqualTo(JobStatus.RUNNING);
        JobProgress full = awaitStandstill();
        faulty.failing(BlockOperation.WRITE, 1, Long.MAX_VALUE);
        var sums = new TakenSums(node, JOB, second.key(), second.capacityBytes());
        JobProgress ended = ended(Duration.ofSeconds(20));
        assertThat(full.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.problem().orElseThrow().code()).isEqualTo(ProblemCode.DISK_WRITE_FAILED);
        assertThat(ended.disks())
                .extracting(DiskProgress::phase)
                .containsExactly(DiskPhase.CANCELLED, DiskPhase.FAILED);
        assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isFalse();
    }

    /// Until both buffers of sums are full and nothing moves.
    private JobProgress awaitStandstill() throws Exception {
        JobProgress before = node.status(new NodeJobId(JOB));
        while (true) {
            Thread.sleep(700);
            JobProgress now = node.status(new NodeJobId(JOB));
            boolean still =
                    now.disks().stream().allMatch(each -> each.doneBytes() > 0)
                            && bytes(now) == bytes(before);
            if (still || now.status().ended()) {
                assertThat(now.disks()).noneMatch(each -> each.phase().ended());
                return now;
            }
            before = now;
        }
    }

    private static long bytes(JobProgress job) {
        return job.disks().stream().mapToLong(DiskProgress::doneBytes).sum();
    }

    @Test
    void aNodeThatIsClosed() throws Exception {
        slowDown();
        start(target());
        awaitMoving();
        long began = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(node.status(new NodeJobId(JOB)).status()).isEqualTo(JobStatus.CANCELLED);
        assertNothingLeft();
    }
}
