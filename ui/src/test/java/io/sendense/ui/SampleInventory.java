package io.sendense.ui;

import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small data centre for tests, shaped as a vCenter reports one: with its root folder, the
/// folders `vm` and `host`, the clusters' own resource pools. Immutable.
public final class SampleInventory {
    public static final long GIB = 1L << 30;
    public static final long PGTEST_DISK_0 = 109_521_666_048L;
    public static final long PGTEST_DISK_1 = 5 * GIB;

    private SampleInventory() {}

    public static Inventory inventory() {
        return new Inventory(containers(), vms(), tags());
    }

    private static Tags tags() {
        return Tags.of(
                Map.of(
                        new Tag("urn:tag:gold", "backup", "gold"),
                        ids("vm-101", "vm-102", "vm-103"),
                        new Tag("urn:tag:silver", "backup", "silver"),
                        ids("vm-104", "vm-141"),
                        new Tag("urn:tag:production", "environment", "production"),
                        ids("vm-101", "vm-102", "vm-103", "vm-104", "group-v11"),
                        new Tag("urn:tag:test", "environment", "test"),
                        ids("vm-105")));
    }

    private static List<ObjectId> ids(String... ids) {
        return Arrays.stream(ids).map(ObjectId::new).toList();
    }

    private static List<Container> containers() {
        return List.of(
                container("group-d1", ContainerKind.FOLDER, "Datacenters", null),
                container("datacenter-2", ContainerKind.DATACENTER, "Frankfurt", "group-d1"),
                container("group-v3", ContainerKind.FOLDER, "vm", "datacenter-2"),
                container("group-h4", ContainerKind.FOLDER, "host", "datacenter-2"),
                container("group-v10", ContainerKind.FOLDER, "Production", "group-v3"),
                container("group-v11", ContainerKind.FOLDER, "Databases", "group-v10"),
                container("group-v12", ContainerKind.FOLDER, "Test", "group-v3"),
                container("domain-c7", ContainerKind.CLUSTER, "Compute", "group-h4"),
                container("host-20", ContainerKind.HOST, "esx-fra-01.example.com", "domain-c7"),
                container("host-21", ContainerKind.HOST, "esx-fra-02.example.com", "domain-c7"),
                container("resgroup-8", ContainerKind.RESOURCE_POOL, "Resources", "domain-c7"),
                container("resgroup-30", ContainerKind.RESOURCE_POOL, "Gold", "resgroup-8"),
                container("resgroup-v31", ContainerKind.VAPP, "Shop", "resgroup-8"),
                container("datacenter-40", ContainerKind.DATACENTER, "Dublin", "group-d1"),
                container("group-v41", ContainerKind.FOLDER, "vm", "datacenter-40"),
                container("group-h42", ContainerKind.FOLDER, "host", "datacenter-40"),
                container("host-43", ContainerKind.HOST, "esx-dub-01.example.com", "group-h42"),
                container("resgroup-44", ContainerKind.RESOURCE_POOL, "Resources", "host-43"));
    }

    private static Container container(String id, ContainerKind kind, String name, String parent) {
        return new Container(
                new ObjectId(id), kind, name, Optional.ofNullable(parent).map(ObjectId::new));
    }

    private static List<VmSummary> vms() {
        return List.of(
                vm("vm-101", "pgtest1", PowerState.ON, "group-v11", "host-20", "resgroup-30"),
                vm("vm-102", "erp-database", PowerState.ON, "group-v11", "host-20", "resgroup-8"),
                vm(
                        "vm-103",
                        "erp-application",
                        PowerState.ON,
                        "group-v10",
                        "host-21",
                        "resgroup-8"),
                vm("vm-104", "fileserver-02", PowerState.ON, "group-v10", "host-21", "resgroup-8"),
                vm("vm-105", "Büro/Empfang", PowerState.OFF, "group-v12", "host-20", "resgroup-8"),
                vm(
                        "vm-106",
                        "build-runner",
                        PowerState.SUSPENDED,
                        "group-v12",
                        "host-21",
                        "resgroup-8"),
                vm("vm-107", "shop-frontend", PowerState.ON, null, "host-21", "resgroup-v31"),
                vm("vm-108", "shop-cache", PowerState.ON, null, "host-20", "resgroup-v31"),
                template("vm-109", "windows-2022", "group-v12", "host-20"),
                vm("vm-141", "mail-01", PowerState.ON, "group-v41", "host-43", "resgroup-44"));
    }

    private static VmSummary vm(
            String id, String name, PowerState power, String folder, String host, String pool) {
        return summary(id, name, power, false, folder, host, pool);
    }

    private static VmSummary template(String id, String name, String folder, String host) {
        return summary(id, name, PowerState.OFF, true, folder, host, null);
    }

    private static VmSummary summary(
            String id,
            String name,
            PowerState power,
            boolean template,
            String folder,
            String host,
            String pool) {
        return new VmSummary(
                new ObjectId(id),
                name,
                "50300000-0000-4000-8000-000000000" + id.substring(3),
                power,
                template,
                Optional.ofNullable(folder).map(ObjectId::new),
                Optional.of(new ObjectId(host)),
                Optional.ofNullable(pool).map(ObjectId::new),
                Optional.of("Debian GNU/Linux 12 (64-bit)"),
                41 * GIB + 318 * (GIB >> 10));
    }

    /// The details of a VM of this inventory; empty if there is none with this id.
    public static Optional<VirtualMachine> vm(ObjectId id) {
        return vms().stream()
                .filter(vm -> vm.id().equals(id))
                .findFirst()
                .map(SampleInventory::details);
    }

    private static VirtualMachine details(VmSummary summary) {
        boolean first = summary.id().value().equals("vm-101");
        List<VirtualDisk> disks = new ArrayList<>();
        disks.add(disk(summary, 2000, 0, first ? PGTEST_DISK_0 : 40 * GIB, DiskMode.PERSISTENT));
        if (first) {
            disks.add(disk(summary, 2001, 1, PGTEST_DISK_1, DiskMode.PERSISTENT));
        }
        if (summary.id().value().equals("vm-104")) {
            disks.add(disk(summary, 2016, 1, 2048 * GIB, DiskMode.INDEPENDENT_PERSISTENT));
        }
        List<SnapshotNode> snapshots =
                first
                        ? List.of(
                                snapshot(
                                        "snapshot-1",
                                        "before upgrade",
                                        List.of(
                                                snapshot(
                                                        "snapshot-2", "after upgrade", List.of()))))
                        : List.of();
        return new VirtualMachine(
                summary,
                "42300000-0000-4000-8000-000000000" + summary.id().value().substring(3),
                Optional.of("Frankfurt"),
                "vmx-19",
                true,
                first,
                false,
                disks,
                snapshots);
    }

    private static SnapshotNode snapshot(String id, String name, List<SnapshotNode> children) {
        return new SnapshotNode(
                new ObjectId(id), name, "", Instant.parse("2026-10-03T07:12:00Z"), children);
    }

    private static VirtualDisk disk(VmSummary vm, int key, int unit, long capacity, DiskMode mode) {
        boolean tracked = vm.id().value().equals("vm-101");
        return new VirtualDisk(
                key,
                "Hard disk " + (unit + 1),
                key < 2016 ? "SCSI 0" : "SCSI 1",
                key < 2016 ? 1000 : 1001,
                unit,
                capacity,
                new DatastorePath("ssd-fra-1", vm.name() + "/" + vm.name() + "_" + unit + ".vmdk"),
                DiskBacking.FLAT,
                mode,
                unit == 0,
                false,
                Optional.of("6000c290-0000-4000-8000-00000000" + key),
                tracked ? Optional.of(new ChangeId("52 4d 7a 11/" + key)) : Optional.empty(),
                0);
    }
}
