package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeTarget;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node writes into qemu-nbd as it does into our own server, over as many connections as that
/// shares (lesson 2).
@Timeout(300)
class NodePeersTest {
    private static final String VM = "no-tools";

    @TempDir private Path folder;
    private NodeLab lab;
    private NodeReader node;
    private FrozenVm frozen;
    private VirtualDisk disk;

    @BeforeEach
    void open() throws Exception {
        lab = new NodeLab(folder);
        node = new NodeReader(NodeLab.settings());
        frozen = lab.freeze(VM);
        disk = frozen.disks().getFirst();
    }

    @AfterEach
    void close() throws Exception {
        lab.lab.faults().clear();
        node.close();
        lab.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
    }

    private PeerProcess serve(Path file, int port) throws Exception {
        return PeerProcess.serve(
                port,
                "qemu-nbd",
                "--bind=127.0.0.1",
                "--port=" + port,
                "--persistent",
                "--shared=4",
                "--format=qcow2",
                "--discard=unmap",
                "--detect-zeroes=unmap",
                "--export-name=disk",
                file.toString());
    }

    private static NbdUri uri(int port) {
        return NodeTarget.parse("nbd://127.0.0.1:" + port + "/disk");
    }

    @Test
    void aWholeDiskIsTheFrozenOne() throws Exception {
        Path file = lab.file("peer");
        Qemu.img("create", "-q", "-f", "qcow2", file, disk.capacityBytes());
        int port = freePort();
        try (PeerProcess _ = serve(file, port)) {
            assertThat(node.start(lab.request("job", frozen, NodeLab.full(disk, uri(port)))))
                    .isNotNull();
            TakenSums sums = new TakenSums(node, "job", disk.key(), disk.capacityBytes());
            JobProgress ended = NodeLab.awaitEnd(node, "job");
            assertThat(ended.status()).as(ended.toString()).isEqualTo(JobStatus.COMPLETED);
            assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isTrue();
        }
        Qemu.checkClean(file);
        Qemu.compare(file, lab.kept(VM, frozen, disk));
    }

    /// Of a disk that is compared only what differs is sent.
    @Test
    void aComparedDiskIsTheFrozenOne() throws Exception {
        Path file = lab.file("peer");
        Path raw = lab.kept(VM, frozen, disk);
        Qemu.img("convert", "-q", "-f", "raw", "-O", "qcow2", raw, file);
        int port = freePort();
        NbdUri records = lab.offer("records", baseline());
        ByteBuffer changed = ByteBuffer.allocate(65536);
        changed.putLong(0, 4711);
        lab.lab.disks(VM).disk(disk.key()).orElseThrow().write(7 * 65536, changed);
        FrozenVm later = lab.freeze(VM);
        try (PeerProcess _ = serve(file, port)) {
            DiskOrder order =
                    new DiskOrder(
                            disk.key(),
                            disk.backingUuid().orElseThrow(),
                            disk.capacityBytes(),
                            new ExtentPlan.Full(),
                            ZeroPolicy.STORE,
                            uri(port),
                            4,
                            Optional.of(records));
            assertThat(node.start(lab.request("job", later, order))).isNotNull();
            TakenSums sums = new TakenSums(node, "job", disk.key(), disk.capacityBytes());
            JobProgress ended = NodeLab.awaitEnd(node, "job");
            assertThat(ended.status()).as(ended.toString()).isEqualTo(JobStatus.COMPLETED);
            assertThat(ended.disks().getFirst().writtenBytes()).isEqualTo(65536);
            assertThat(ended.disks().getFirst().zeroedBytes()).isZero();
            assertThat(ended.disks().getFirst().equalBytes())
                    .isEqualTo(disk.capacityBytes() - 65536);
            assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isTrue();
            assertThat(sums.clusters).containsOnlyKeys(7L);
        }
        Qemu.compare(file, lab.kept(VM, later, later.disks().getFirst()));
    }

    /// The records of what the frozen disk holds, from a first transfer's sums.
    private MemoryBlockDevice baseline() throws Exception {
        assertThat(
                        node.start(
                                lab.request(
                                        "first",
                                        frozen,
                                        NodeLab.full(
                                                disk, lab.layer("first", disk.capacityBytes())))))
                .isNotNull();
        TakenSums sums = new TakenSums(node, "first", disk.key(), disk.capacityBytes());
        assertThat(NodeLab.awaitEnd(node, "first").status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isTrue();
        MemoryBlockDevice export =
                new MemoryBlockDevice(BaselineRecord.exportBytes(disk.capacityBytes()));
        sums.clusters.forEach((cluster, data) -> {
            ByteBuffer record = ByteBuffer.allocate(BaselineRecord.BYTES);
            byte[] sum = new byte[SumRecord.SUM_BYTES];
            data.orElseThrow().sum().get(sum);
            BaselineRecord.putData(record, sum);
            export.write(cluster * BaselineRecord.BYTES, record.flip());
        });
        return export;
    }

    @Test
    void aKilledServerFailsTheDiskSoonAndARetryWorks() throws Exception {
        Path file = lab.file("peer");
        Qemu.img("create", "-q", "-f", "qcow2", file, disk.capacityBytes());
        int port = freePort();
        lab.lab
                .faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ofMillis(50)))
                                .always());
        try (PeerProcess peer = serve(file, port)) {
            assertThat(node.start(lab.request("job-1", frozen, NodeLab.full(disk, uri(port)))))
                    .isNotNull();
            NodeLab.await(node, "job-1", job -> job.disks().getFirst().writtenBytes() > 0);
            peer.kill();
            long began = System.nanoTime();
            JobProgress ended = NodeLab.awaitEnd(node, "job-1");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
            assertThat(ended.problem().orElseThrow().code())
                    .isEqualTo(ProblemCode.DISK_WRITE_FAILED);
        }
        lab.lab.faults().clear();
        try (PeerProcess _ = serve(file, port)) {
            assertThat(node.start(lab.request("job-2", frozen, NodeLab.full(disk, uri(port)))))
                    .isNotNull();
            TakenSums sums = new TakenSums(node, "job-2", disk.key(), disk.capacityBytes());
            assertThat(NodeLab.awaitEnd(node, "job-2").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isTrue();
        }
        Qemu.compare(file, lab.kept(VM, frozen, disk));
    }
}
