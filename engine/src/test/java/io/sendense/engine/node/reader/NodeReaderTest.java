package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.Zeroes;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.node.protocol.DiscoverRequest;
import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.DiskPhase;
import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node moves is what the snapshot holds.
@Timeout(300)
class NodeReaderTest {
    private static final String VM = "no-tools";
    private static final String OTHER = "Kasse 1";

    @TempDir private Path folder;
    private NodeLab lab;
    private NodeReader node;

    @BeforeEach
    void open() throws Exception {
        lab = new NodeLab(folder);
        node = new NodeReader(NodeLab.settings());
    }

    @AfterEach
    void close() throws Exception {
        node.close();
        lab.close();
    }

    private static void assertCompleted(JobProgress job) {
        assertThat(job.status()).as(job.toString()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.problem()).isEmpty();
        assertThat(job.endedAt()).isPresent();
        for (DiskProgress disk : job.disks()) {
            assertThat(disk.phase()).isEqualTo(DiskPhase.COMPLETED);
            assertThat(disk.doneBytes()).isEqualTo(disk.plannedBytes());
            assertThat(disk.transport()).contains("folder");
        }
    }

    /// Every sum that came is that of the file's cluster, and every cluster with data has one.
    private static void assertSums(
            Map<Long, Optional<SumRecord.Data>> sums, Path raw, boolean zeroesToo)
            throws Exception {
        try (BlockDevice disk = RawFileBlockDevice.open(raw, false)) {
            ByteBuffer content = ByteBuffer.allocate(ExtentPlan.CLUSTER_BYTES);
            long clusters = Math.ceilDiv(disk.size(), ExtentPlan.CLUSTER_BYTES);
            for (long cluster = 0; cluster < clusters; cluster++) {
                long offset = cluster * ExtentPlan.CLUSTER_BYTES;
                int length = (int) Math.min(ExtentPlan.CLUSTER_BYTES, disk.size() - offset);
                disk.read(offset, content.clear().limit(length));
                boolean zero = Zeroes.only(content.clear().limit(length));
                if (zero) {
                    assertThat(sums.get(cluster))
                            .as("cluster %d", cluster)
                            .isEqualTo(zeroesToo ? Optional.empty() : null);
                } else {
                    assertThat(sums.get(cluster).orElseThrow().sum())
                            .as("cluster %d", cluster)
                            .isEqualTo(ByteBuffer.wrap(NodeSums.of(content.clear().limit(length))));
                }
            }
        }
    }

    /// Six disks at two controllers, two of them with the same unit number, each to a target of its
    /// own (lesson 4).
    @Test
    void movesAllDisksOfAVmWhole() throws Exception {
        FrozenVm frozen = lab.freeze(NodeLab.SIX_DISKS);
        DiskOrder[] orders = new DiskOrder[frozen.disks().size()];
        for (int i = 0; i < orders.length; i++) {
            VirtualDisk disk = frozen.disks().get(i);
            orders[i] = NodeLab.full(disk, lab.layer("d" + disk.key(), disk.capacityBytes()));
        }
        assertThat(orders).hasSize(6);
        assertThat(node.start(lab.request("run-1", frozen, orders)).status())
                .isEqualTo(JobStatus.RUNNING);
        Map<Integer, TakenSums> sums = new HashMap<>();
        for (VirtualDisk disk : frozen.disks()) {
            sums.put(disk.key(), new TakenSums(node, "run-1", disk.key(), disk.capacityBytes()));
        }
        JobProgress ended = NodeLab.awaitEnd(node, "run-1");
        assertCompleted(ended);
        assertThat(node.health().vcenters()).isZero();
        lab.closeDevices();
        for (VirtualDisk disk : frozen.disks()) {
            Path raw = lab.kept(NodeLab.SIX_DISKS, frozen, disk);
            Qemu.checkClean(lab.file("d" + disk.key()));
            Qemu.compare(lab.file("d" + disk.key()), raw);
            TakenSums taken = sums.get(disk.key());
            assertThat(taken.complete.get(1, TimeUnit.MINUTES)).isTrue();
            assertSums(taken.clusters, raw, false);
        }
    }

    @Test
    void movesWhatHasChangedAndNothingElse() throws Exception {
        FrozenVm first = lab.freeze(VM);
        VirtualDisk disk = first.disks().getFirst();
        NbdUri base = lab.layer("base", disk.capacityBytes());
        assertThat(node.start(lab.request("full", first, NodeLab.full(disk, base)))).isNotNull();
        TakenSums firstSums = new TakenSums(node, "full", disk.key(), disk.capacityBytes());
        assertCompleted(NodeLab.awaitEnd(node, "full"));
        assertThat(firstSums.complete.get(1, TimeUnit.MINUTES)).isTrue();
        lab.finish(base);

        LabDisk live = lab.lab.disks(VM).disk(disk.key()).orElseThrow();
        ByteBuffer written = ByteBuffer.allocate(3 * 65536);
        written.put(0, (byte) 7).put(written.limit() - 1, (byte) 9);
        live.write(5 * 65536, written);
        live.write(0, ByteBuffer.allocate(65536));
        FrozenVm second = lab.freeze(VM);
        VirtualDisk changed = second.disks().getFirst();
        ExtentList extents =
                lab.source
                        .changed(second, changed, disk.changeId().orElseThrow())
                        .aligned(ExtentPlan.CLUSTER_BYTES, disk.capacityBytes());
        assertThat(extents.bytes()).isLessThan(1 << 20);
        NbdUri target =
                lab.offer(
                        "increment",
                        Qcow2Image.create(
                                lab.file("increment"),
                                Qcow2Options.ofSize(disk.capacityBytes())
                                        .withBacking(
                                                "base.qcow2",
                                                "qcow2",
                                                Qcow2Image.open(
                                                        lab.file("base"),
                                                        OpenMode.READ_ONLY,
                                                        BackingOpener.none()))));
        assertThat(
                        node.start(
                                lab.request(
                                        "increment",
                                        second,
                                        NodeLab.order(
                                                changed,
                                                NodeLab.some(extents),
                                                ZeroPolicy.STORE,
                                                target))))
                .isNotNull();
        TakenSums sums = new TakenSums(node, "increment", disk.key(), disk.capacityBytes());
        JobProgress ended = NodeLab.awaitEnd(node, "increment");
        assertCompleted(ended);
        assertThat(ended.disks().getFirst().plannedBytes()).isEqualTo(extents.bytes());
        assertThat(sums.complete.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat((long) sums.clusters.size())
                .isEqualTo(extents.bytes() / ExtentPlan.CLUSTER_BYTES);
        lab.closeDevices();
        Qemu.compare(lab.file("increment"), lab.kept(VM, second, changed));
    }

    @Test
    void tellsWhatAVCenterHas() throws Exception {
        Discovery all = node.discover(new DiscoverRequest(lab.access(), Optional.empty()));
        assertThat(all.vms()).extracting(Discovery.Vm::name).contains("pgtest1", VM);
        Discovery.Vm six =
                all.vms().stream()
                        .filter(vm -> vm.name().equals(NodeLab.SIX_DISKS))
                        .findFirst()
                        .orElseThrow();
        assertThat(six.disks()).hasSize(6).allMatch(disk -> disk.backingUuid().isPresent());
        assertThat(six.disks().getFirst().capacity()).isEqualTo(2L << 30);
        Discovery one = node.discover(new DiscoverRequest(lab.access(), Optional.of(six.vm())));
        assertThat(one.vms()).containsExactly(six);
        assertThat(node.health().vcenters()).isZero();
    }

    /// Two jobs share a session, and each has its own end.
    @Test
    void movesTwoVmsAtOnce() throws Exception {
        FrozenVm app = lab.freeze(VM);
        FrozenVm web = lab.freeze(OTHER);
        for (FrozenVm frozen : new FrozenVm[] {app, web}) {
            VirtualDisk disk = frozen.disks().getFirst();
            String id = frozen.vm().value();
            assertThat(
                            node.start(
                                    lab.request(
                                            id,
                                            frozen,
                                            NodeLab.full(
                                                    disk, lab.layer(id, disk.capacityBytes())))))
                    .isNotNull();
            var _ = new TakenSums(node, id, disk.key(), disk.capacityBytes());
        }
        assertThat(node.health().vcenters()).isLessThanOrEqualTo(1);
        assertCompleted(NodeLab.awaitEnd(node, app.vm().value()));
        assertCompleted(NodeLab.awaitEnd(node, web.vm().value()));
        assertThat(node.health().vcenters()).isZero();
        lab.closeDevices();
        Qemu.compare(lab.file(app.vm().value()), lab.kept(VM, app, app.disks().getFirst()));
        assertThat(node.status(new NodeJobId(web.vm().value())).status())
                .isEqualTo(JobStatus.COMPLETED);
    }
}
