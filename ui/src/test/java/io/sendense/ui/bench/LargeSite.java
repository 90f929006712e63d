package io.sendense.ui.bench;

import io.sendense.engine.PointView;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A site of the size the console is made for: 5,000 VMs with six disks each in two datacenters, on
/// 64 hosts in 8 clusters, in 12 folders, with tags. The same at every call. Pure.
final class LargeSite {
    static final String VCENTER = "vcenter.example.com";
    static final int VMS = 5000;
    static final int DISKS = 6;
    static final int FOLDERS = 12;

    private static final long GIB = 1L << 30;
    private static final int DATACENTERS = 2;
    private static final int CLUSTERS = 4;
    private static final int HOSTS = 8;
    private static final List<String> WORK =
            List.of("web", "app", "db", "build", "mail", "file", "erp", "test");
    private static final List<String> DEPARTMENTS =
            List.of("Finance", "Production", "Web", "Development", "Office", "Laboratory");

    private LargeSite() {}

    static Inventory inventory() {
        return new Inventory(containers(), vms(), tags());
    }

    private static List<Container> containers() {
        List<Container> all = new ArrayList<>();
        all.add(container("group-d1", ContainerKind.FOLDER, "Datacenters", null));
        for (int center = 0; center < DATACENTERS; center++) {
            String datacenter = "datacenter-" + center;
            String name = center == 0 ? "Frankfurt" : "Dublin";
            all.add(container(datacenter, ContainerKind.DATACENTER, name, "group-d1"));
            String hosts = "group-h" + center;
            String folders = "group-v" + center;
            all.add(container(folders, ContainerKind.FOLDER, "vm", datacenter));
            all.add(container(hosts, ContainerKind.FOLDER, "host", datacenter));
            for (int cluster = 0; cluster < CLUSTERS; cluster++) {
                String id = "domain-c" + center + cluster;
                String title = "Cluster " + (char) ('A' + cluster);
                all.add(container(id, ContainerKind.CLUSTER, title, hosts));
                for (int host = 0; host < HOSTS; host++) {
                    int number = (center * CLUSTERS + cluster) * HOSTS + host;
                    String address = String.format(Locale.ROOT, "esx-%02d.example.com", number);
                    all.add(container(host(number), ContainerKind.HOST, address, id));
                }
            }
        }
        for (int folder = 0; folder < FOLDERS; folder++) {
            String title = DEPARTMENTS.get(folder % DEPARTMENTS.size());
            String above = "group-v" + folder / DEPARTMENTS.size();
            all.add(container(folder(folder), ContainerKind.FOLDER, title, above));
        }
        return all;
    }

    private static Container container(String id, ContainerKind kind, String name, String parent) {
        return new Container(
                new ObjectId(id), kind, name, Optional.ofNullable(parent).map(ObjectId::new));
    }

    private static String host(int number) {
        return "host-" + number;
    }

    /// Id of a folder of VMs, from 0.
    static String folder(int number) {
        return "group-v1" + (10 + number);
    }

    private static List<VmSummary> vms() {
        List<VmSummary> all = new ArrayList<>();
        for (int number = 0; number < VMS; number++) {
            all.add(vm(number, number % 17 == 0 ? PowerState.OFF : PowerState.ON));
        }
        return all;
    }

    /// One of the VMs, from 0.
    static VmSummary vm(int number, PowerState power) {
        int folder = number % FOLDERS;
        int hostsOfCenter = CLUSTERS * HOSTS;
        int center = folder / DEPARTMENTS.size();
        int host = center * hostsOfCenter + number / FOLDERS % hostsOfCenter;
        return new VmSummary(
                id(number),
                String.format(Locale.ROOT, "%s-%04d", WORK.get(number % WORK.size()), number),
                uuid(number),
                power,
                false,
                Optional.of(new ObjectId(folder(folder))),
                Optional.of(new ObjectId(host(host))),
                Optional.empty(),
                Optional.of("Debian GNU/Linux 12 (64-bit)"),
                (40 + number % 200) * GIB);
    }

    private static ObjectId id(int number) {
        return new ObjectId("vm-" + (10_000 + number));
    }

    private static String uuid(int number) {
        return String.format(Locale.ROOT, "50300000-0000-4000-8000-%012d", number);
    }

    private static Tags tags() {
        Map<Tag, List<ObjectId>> objects = new HashMap<>();
        for (String name : List.of("gold", "silver", "bronze")) {
            objects.put(new Tag("urn:tag:" + name, "backup", name), new ArrayList<>());
        }
        List<List<ObjectId>> kinds = List.copyOf(objects.values());
        for (int number = 0; number < VMS; number++) {
            kinds.get(number % kinds.size()).add(id(number));
        }
        return Tags.of(objects);
    }

    /// The details of a VM; empty if there is none with this id.
    static Optional<VirtualMachine> details(ObjectId id) {
        int number = Integer.parseInt(id.value().substring("vm-".length())) - 10_000;
        if (number < 0 || number >= VMS) {
            return Optional.empty();
        }
        VmSummary summary = vm(number, PowerState.ON);
        List<VirtualDisk> disks = new ArrayList<>();
        for (int disk = 0; disk < DISKS; disk++) {
            disks.add(disk(summary, disk));
        }
        return Optional.of(
                new VirtualMachine(
                        summary,
                        uuid(number).replace("503", "423"),
                        Optional.of("Frankfurt"),
                        "vmx-19",
                        true,
                        true,
                        false,
                        disks,
                        List.of()));
    }

    private static VirtualDisk disk(VmSummary vm, int unit) {
        return new VirtualDisk(
                2000 + unit,
                "Hard disk " + (unit + 1),
                "SCSI 0",
                1000,
                unit,
                (40 + 20L * unit) * GIB,
                new DatastorePath("ssd-fra-1", vm.name() + "/" + vm.name() + "_" + unit + ".vmdk"),
                DiskBacking.FLAT,
                DiskMode.PERSISTENT,
                unit == 0,
                false,
                Optional.of("6000c290-0000-4000-8000-00000000" + (2000 + unit)),
                Optional.empty(),
                0);
    }

    /// Restore points of nine VMs in ten, two weeks of them, newest first.
    static List<PointView> points(Instant now) {
        List<PointView> all = new ArrayList<>();
        for (int day = 0; day < 14; day++) {
            Instant taken = now.minus(Duration.ofDays(day)).minus(Duration.ofHours(3));
            for (int number = 0; number < VMS; number++) {
                if (number % 10 != 9) {
                    all.add(point(number, day, taken.plusSeconds(number)));
                }
            }
        }
        return all;
    }

    private static PointView point(int number, int day, Instant taken) {
        VmSummary vm = vm(number, PowerState.ON);
        String id = String.format(Locale.ROOT, "p%02d%013d", day, number);
        return new PointView(
                id,
                "default",
                VCENTER,
                vm.name(),
                vm.instanceUuid(),
                taken,
                Optional.empty(),
                day < 13,
                "crash",
                GIB / 2,
                "/srv/backup/" + id,
                List.of(),
                Optional.empty());
    }
}
