package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lab's VMs as the adapter sees them: names, places, controllers, keys, and disks that cannot
/// be read.
@Timeout(120)
class LabVmsTest extends LabSource {
    private record Slot(int key, String controller, int controllerKey, int unit) {}

    private static Slot slot(VirtualDisk disk) {
        return new Slot(disk.key(), disk.controller(), disk.controllerKey(), disk.unitNumber());
    }

    private static Slot slot(int key, String controller, int controllerKey, int unit) {
        return new Slot(key, controller, controllerKey, unit);
    }

    private static List<Slot> slots(VirtualMachine vm) {
        return vm.disks().stream().map(LabVmsTest::slot).toList();
    }

    @Test
    void seesSixDisksOnAScsiAndASataController() throws Exception {
        ObjectId vm = idOf("erp-six-disks");
        List<Slot> expected =
                List.of(
                        slot(2000, "SCSI 0", 1000, 0),
                        slot(2001, "SCSI 0", 1000, 1),
                        slot(2008, "SCSI 0", 1000, 8),
                        slot(16000, "SATA 0", 15000, 0),
                        slot(16001, "SATA 0", 15000, 1),
                        slot(16004, "SATA 0", 15000, 4));
        assertThat(slots(source.vm(vm))).isEqualTo(expected);
        assertThat(source.vm(vm).disks())
                .extracting(VirtualDisk::capacityBytes)
                .containsExactly(2L << 30, 1L << 30, 1L << 30, 1L << 30, 1L << 30, 1L << 30);
        assertThat(source.vm(vm).disks()).extracting(VirtualDisk::file).doesNotHaveDuplicates();
        assertThat(source.vm(vm).disks())
                .extracting(VirtualDisk::backingUuid)
                .doesNotHaveDuplicates();
        try (Frozen frozen = freeze("erp-six-disks")) {
            assertThat(frozen.vm().disks().stream().map(LabVmsTest::slot).toList())
                    .isEqualTo(expected);
        }
    }

    @Test
    void seesNvmeDisksAndTwoScsiControllers() throws Exception {
        assertThat(slots(source.vm(idOf("win11-sealed"))))
                .containsExactly(slot(32000, "NVMe 0", 31000, 0), slot(32001, "NVMe 0", 31000, 1));
        assertThat(slots(source.vm(idOf("mssql-two-controllers"))))
                .containsExactly(slot(2000, "SCSI 0", 1000, 0), slot(2016, "SCSI 1", 1001, 0));
        assertThat(slots(source.vm(idOf(SMALL)))).containsExactly(slot(16000, "SATA 0", 15000, 0));
    }

    @Test
    void tellsVmsOfOneNameApart() throws Exception {
        Inventory inventory = source.inventory();
        List<VmSummary> apps =
                inventory.vms().stream().filter(vm -> vm.name().equals("app")).toList();
        assertThat(apps).hasSize(3);
        assertThat(apps).extracting(VmSummary::id).doesNotHaveDuplicates();
        assertThat(apps).extracting(VmSummary::instanceUuid).doesNotHaveDuplicates();
        assertThat(apps.stream().map(vm -> path(inventory, vm.folder())))
                .containsExactlyInAnyOrder(
                        "Datacenters/Berlin/vm/Team A",
                        "Datacenters/Berlin/vm/Team B",
                        "Datacenters/Sites/Außenstelle/vm");
        EngineException ambiguous = failureOf(() -> new VmName("app").find(inventory, "lab"));
        assertThat(ambiguous.problem().code()).isEqualTo(ProblemCode.VM_AMBIGUOUS);
        for (VmSummary app : apps) {
            assertThat(ambiguous).hasMessageContaining("moref:" + app.id());
            assertThat(new VmName("moref:" + app.id()).find(inventory, "lab")).isEqualTo(app);
            assertThat(new VmName("uuid:" + app.instanceUuid()).find(inventory, "lab"))
                    .isEqualTo(app);
            assertThat(source.vm(app.id()).summary()).isEqualTo(app);
        }
    }

    @Test
    void readsTheNamesOfFoldersAsPeopleWriteThem() throws Exception {
        Inventory inventory = source.inventory();
        assertThat(inventory.containers())
                .filteredOn(container -> container.kind() == ContainerKind.FOLDER)
                .extracting(Container::name)
                .contains("A/B tests", "Läden");
        assertThat(source.vm(idOf(SMALL)).datacenter()).contains("Außenstelle");
        assertThat(path(inventory, summary(inventory, "100% load").folder()))
                .isEqualTo("Datacenters/Berlin/vm/Web/A/B tests");
    }

    private static VmSummary summary(Inventory inventory, String name) throws EngineException {
        return new VmName(name).find(inventory, "lab");
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

    /// Slashes, percent signs, letters beyond ASCII and blanks, in VMs', datastores' and
    /// datacenters' names.
    @ParameterizedTest
    @ValueSource(strings = {"web/api", "100% load", "Büro-Größe 日本", "old-fileserver", "Kasse 1"})
    void readsDisksUnderEveryName(String name) throws Exception {
        try (Frozen frozen = freeze(name);
                var device = frozen.open()) {
            assertThat(device.size()).isEqualTo(frozen.disk().capacityBytes());
            assertThat(checksum(device, MIB)).isNotEqualTo(checksumOfZeroes());
        }
    }

    private static long checksumOfZeroes() {
        var sum = new java.util.zip.CRC32C();
        sum.update(new byte[MIB]);
        return sum.getValue();
    }

    @Test
    void readsTheRedoLogsOfAUsersSnapshotWhateverTheServerCallsThem() throws Exception {
        try (Frozen frozen = freeze("with-user-snapshot")) {
            VirtualDisk disk = frozen.disk();
            assertThat(disk.parentFiles()).isEqualTo(1);
            // the configuration may keep it to itself: the descriptor does not
            for (VirtualDisk same :
                    List.of(
                            disk,
                            as(disk, DiskBacking.FLAT, disk.mode(), 0),
                            as(disk, DiskBacking.SPARSE, disk.mode(), 1))) {
                try (var device = source.open(frozen.vm(), same).device()) {
                    assertThat(device.size()).isEqualTo(disk.capacityBytes());
                    assertThat(checksum(device, MIB)).isNotEqualTo(checksumOfZeroes());
                }
            }
        }
        assertThat(source.snapshots(idOf("with-user-snapshot")))
                .extracting(SnapshotNode::name)
                .containsExactly("before the update");
    }

    @ParameterizedTest
    @CsvSource({
        "cluster-node, 2016, INDEPENDENT_PERSISTENT, RAW_PHYSICAL",
        "logs-independent, 2001, INDEPENDENT_PERSISTENT, FLAT"
    })
    void refusesDisksThatNoSnapshotHolds(String name, int key, DiskMode mode, DiskBacking backing)
            throws Exception {
        ObjectId vm = idOf(name);
        VirtualDisk disk =
                source.vm(vm).disks().stream()
                        .filter(found -> found.key() == key)
                        .findFirst()
                        .orElseThrow();
        assertThat(disk.mode()).isEqualTo(mode);
        assertThat(disk.backing()).isEqualTo(backing);
        FrozenVm frozen = new FrozenVm(vm, new ObjectId("snapshot-1"), List.of(disk), "");
        assertThat(unsupported(frozen, disk)).contains(mode.name());
        // and were it not for its mode, its backing would do
        VirtualDisk persistent = as(disk, backing, DiskMode.PERSISTENT, 0);
        if (backing == DiskBacking.RAW_PHYSICAL) {
            assertThat(unsupported(frozen, persistent)).contains("a raw device in physical mode");
            VirtualDisk pretended = as(disk, DiskBacking.FLAT, DiskMode.PERSISTENT, 0);
            assertThat(unsupported(frozen, pretended)).contains("physical mode", "VMFSRDM");
        }
    }

    private String unsupported(FrozenVm vm, VirtualDisk disk) {
        EngineException refused = failureOf(() -> source.open(vm, disk));
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.DISK_TRANSPORT_UNSUPPORTED);
        return String.valueOf(refused.getMessage());
    }

    private static VirtualDisk as(
            VirtualDisk disk, DiskBacking backing, DiskMode mode, int parentFiles) {
        return new VirtualDisk(
                disk.key(),
                disk.label(),
                disk.controller(),
                disk.controllerKey(),
                disk.unitNumber(),
                disk.capacityBytes(),
                disk.file(),
                backing,
                mode,
                disk.thin(),
                disk.shared(),
                disk.backingUuid(),
                disk.changeId(),
                parentFiles);
    }

    @Test
    void aRemovedSnapshotLeavesThoseOfOthersAboveAndBelowIt() throws Exception {
        ObjectId vm = idOf("with-user-snapshot");
        ObjectId below = source.snapshots(vm).getFirst().id();
        ObjectId ours = source.createSnapshot(new SnapshotRequest(vm, "ours", "", false));
        ObjectId above = source.createSnapshot(new SnapshotRequest(vm, "a user's", "", false));
        source.removeSnapshot(ours);
        SnapshotNode root = source.snapshots(vm).getFirst();
        assertThat(root.id()).isEqualTo(below);
        assertThat(root.children()).extracting(SnapshotNode::id).containsExactly(above);
        source.removeSnapshot(above);
    }
}
