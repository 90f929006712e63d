package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSummary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The adapter against a vCenter that nobody here wrote.
@Tag("peers")
class VcsimTest {
    private static Vcsim vcsim;
    private static VsphereSource source;

    @BeforeAll
    static void start() throws Exception {
        vcsim = Vcsim.start();
        source = vcsim.connect();
    }

    @AfterAll
    static void stop() throws Exception {
        if (source != null) {
            source.close();
        }
        if (vcsim != null) {
            vcsim.close();
        }
    }

    private static VmSummary vm(String name) throws Exception {
        return source.inventory().vms().stream()
                .filter(vm -> vm.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhatTheServerIs() throws Exception {
        assertThat(source.about().vcenter()).isTrue();
        assertThat(source.about().apiVersion()).isEqualTo("6.5");
        assertThat(source.about().instanceUuid()).hasSize(36);
    }

    @Test
    void aWrongPasswordIsRefusedOnceAndNotTriedAgain() throws Exception {
        try (var wrong = VsphereSource.connect(vcsim.endpoint("guess"))) {
            for (int i = 0; i < 2; i++) {
                var refused = catchThrowableOfType(EngineException.class, wrong::about);
                assertThat(refused.problem().code()).isEqualTo(ProblemCode.VCENTER_LOGIN_REFUSED);
                assertThat(refused).hasMessageContaining("backup").hasMessageNotContaining("guess");
            }
        }
    }

    @Test
    void readsTheInventoryAsTrees() throws Exception {
        Inventory inventory = source.inventory();
        assertThat(inventory.vms())
                .extracting(VmSummary::name)
                .containsExactlyInAnyOrder(
                        "DC0_H0_VM0", "DC0_H0_VM1", "DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1");
        VmSummary vm = vm("DC0_C0_RP0_VM0");
        assertThat(vm.power()).isEqualTo(PowerState.ON);
        assertThat(vm.instanceUuid()).hasSize(36);
        assertThat(vm.template()).isFalse();
        assertThat(vm.resourcePool()).isEmpty();
        assertThat(path(inventory, vm.folder())).isEqualTo("Datacenters/DC0/vm");
        assertThat(path(inventory, vm.host())).startsWith("Datacenters/DC0/host/DC0_C0/DC0_C0_H");
        assertThat(path(inventory, vm("DC0_H0_VM0").host()))
                .isEqualTo("Datacenters/DC0/host/DC0_H0");
        assertThat(inventory.containers())
                .filteredOn(container -> container.kind() == ContainerKind.HOST)
                .hasSize(4);
        assertThat(inventory.containers())
                .filteredOn(container -> container.parent().isEmpty())
                .extracting(Container::kind)
                .containsExactly(ContainerKind.FOLDER);
        assertThat(inventory.containers())
                .extracting(Container::name)
                .doesNotContain("datastore", "network", "Resources");
    }

    private static String path(Inventory inventory, Optional<ObjectId> id) {
        if (id.isEmpty()) {
            return "";
        }
        Container container =
                inventory.containers().stream()
                        .filter(found -> found.id().equals(id.get()))
                        .findFirst()
                        .orElseThrow();
        String above = path(inventory, container.parent());
        return above.isEmpty() ? container.name() : above + "/" + container.name();
    }

    @Test
    void readsOneVmWithItsDisks() throws Exception {
        VmSummary summary = vm("DC0_H0_VM0");
        VirtualMachine vm = source.vm(summary.id());
        assertThat(vm.summary()).isEqualTo(summary);
        assertThat(vm.datacenter()).contains("DC0");
        assertThat(vm.hardwareVersion()).startsWith("vmx-");
        assertThat(vm.disks()).hasSize(1);
        VirtualDisk disk = vm.disks().getFirst();
        assertThat(disk.file().toString()).startsWith("[LocalDS_0] DC0_H0_VM0/");
        assertThat(disk.capacityBytes()).isPositive();
        assertThat(disk.controller()).isEqualTo("SCSI 0");
        assertThat(disk.changeId()).isEmpty();
    }

    @Test
    void aVmThatDoesNotExistIsSaidSo() {
        var unknown =
                catchThrowableOfType(
                        EngineException.class, () -> source.vm(new ObjectId("vm-4711")));
        assertThat(unknown.problem().code()).isEqualTo(ProblemCode.VM_UNKNOWN);
    }

    @Test
    void changeTrackingIsSwitchedOnOnce() throws Exception {
        ObjectId vm = vm("DC0_C0_RP0_VM1").id();
        assertThat(source.vm(vm).changeTrackingEnabled()).isFalse();
        source.enableChangeTracking(vm);
        source.enableChangeTracking(vm);
        assertThat(source.vm(vm).changeTrackingEnabled()).isTrue();
    }

    @Test
    void takesASnapshotReadsTheFrozenDiskAndRemovesIt() throws Exception {
        long seed = System.nanoTime();
        ObjectId vm = vm("DC0_H0_VM1").id();
        VirtualDisk disk = source.vm(vm).disks().getFirst();
        byte[] head = bytes(seed, 3_000_000);
        byte[] tail = bytes(seed + 1, 4096);
        long size = disk.capacityBytes();
        vcsim.writeFlatFile(disk.file(), size, Map.of(0L, head, size - tail.length, tail));

        ObjectId snapshot =
                source.createSnapshot(new SnapshotRequest(vm, "backup-1", "for a test", false));
        assertThat(source.snapshots(vm))
                .extracting(SnapshotNode::id, SnapshotNode::name, SnapshotNode::description)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(snapshot, "backup-1", "for a test"));
        FrozenVm frozen = source.frozen(vm, snapshot);
        assertThat(frozen.disks()).containsExactly(disk);
        assertThat(frozen.configXml()).contains("<config ", "DC0_H0_VM1");
        assertThat(
                        catchThrowableOfType(
                                        ChangeQueryException.class,
                                        () -> source.allocated(frozen, disk))
                                .reason())
                .isEqualTo(FullReason.NO_CHANGE_ID);

        var opened = source.open(frozen, frozen.disks().getFirst());
        assertThat(opened.transport()).isEqualTo("folder");
        try (var device = opened.device()) {
            assertThat(device.size()).isEqualTo(size);
            assertThat(device.readOnly()).isTrue();
            assertThat(read(device, 0, head.length)).as("seed %d", seed).isEqualTo(head);
            assertThat(read(device, size - tail.length, tail.length)).isEqualTo(tail);
            assertThat(read(device, 4_000_001, 77)).isEqualTo(new byte[77]);
        }

        source.removeSnapshot(snapshot);
        source.removeSnapshot(snapshot);
        assertThat(source.snapshots(vm)).isEmpty();
        assertThatThrownBy(() -> source.frozen(vm, snapshot))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("SNAPSHOT-UNKNOWN");
    }

    @Test
    void aServerWithoutChangeQueriesMeansAFullRead() throws Exception {
        ObjectId vm = vm("DC0_C0_RP0_VM0").id();
        ObjectId snapshot = source.createSnapshot(new SnapshotRequest(vm, "backup-2", "", false));
        FrozenVm frozen = source.frozen(vm, snapshot);
        VirtualDisk disk = frozen.disks().getFirst();
        VirtualDisk tracked = withChangeId(disk, "52 aa/7");
        var refused =
                catchThrowableOfType(
                        ChangeQueryException.class, () -> source.allocated(frozen, tracked));
        assertThat(refused.reason()).isEqualTo(FullReason.QUERY_REFUSED);
        assertThat(refused).hasMessageContaining("QueryChangedDiskAreas");
        source.removeSnapshot(snapshot);
    }

    private static VirtualDisk withChangeId(VirtualDisk disk, String changeId) {
        return new VirtualDisk(
                disk.key(),
                disk.label(),
                disk.controller(),
                disk.controllerKey(),
                disk.unitNumber(),
                disk.capacityBytes(),
                disk.file(),
                disk.backing(),
                disk.mode(),
                disk.thin(),
                disk.shared(),
                disk.backingUuid(),
                Optional.of(new io.sendense.engine.source.change.ChangeId(changeId)),
                disk.parentFiles());
    }

    @Test
    void aDiskFileOfAnotherSizeIsRefused() throws Exception {
        ObjectId vm = vm("DC0_C0_RP0_VM1").id();
        VirtualDisk disk = source.vm(vm).disks().getFirst();
        vcsim.writeFlatFile(disk.file(), 1_000_000, Map.of());
        FrozenVm frozen = new FrozenVm(vm, new ObjectId("snapshot-1"), List.of(disk), "");
        var refused = catchThrowableOfType(EngineException.class, () -> source.open(frozen, disk));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.DISK_FILE_SIZE_MISMATCH);
        assertThat(refused).hasMessageContaining("1000000");
    }

    @Test
    void aDiskWithoutADataFileIsRefused() throws Exception {
        ObjectId vm = vm("DC0_H0_VM0").id();
        VirtualDisk disk = source.vm(vm).disks().getFirst();
        java.nio.file.Files.deleteIfExists(
                vcsim.datastore("LocalDS_0")
                        .resolve(disk.file().withSuffix(".vmdk", "-flat.vmdk").path()));
        FrozenVm frozen = new FrozenVm(vm, new ObjectId("snapshot-1"), List.of(disk), "");
        var refused = catchThrowableOfType(EngineException.class, () -> source.open(frozen, disk));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.DISK_TRANSPORT_UNSUPPORTED);
    }

    @Test
    void aStandaloneHostIsASourceToo() throws Exception {
        try (var host = Vcsim.start("-esx");
                var direct = host.connect()) {
            assertThat(direct.about().vcenter()).isFalse();
            assertThat(direct.about().instanceUuid()).isNotBlank();
            Inventory inventory = direct.inventory();
            assertThat(inventory.vms()).hasSize(2);
            assertThat(inventory.containers())
                    .extracting(Container::kind)
                    .contains(ContainerKind.DATACENTER, ContainerKind.HOST);
            assertThat(direct.about().restrictedLicense()).isEmpty();
            ObjectId first = inventory.vms().getFirst().id();
            assertThat(direct.condition(first).host()).isPresent();
            assertThat(direct.condition(first).restrictedLicense()).isEmpty();
            VirtualMachine vm = direct.vm(inventory.vms().getFirst().id());
            assertThat(vm.datacenter()).contains("ha-datacenter");
        }
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(
            io.sendense.engine.disk.block.BlockDevice device, long offset, int length)
            throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        device.read(offset, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return bytes;
    }
}
