package io.sendense.engine.lab.inventory;

import static io.sendense.engine.lab.machine.ControllerKind.AHCI;
import static io.sendense.engine.lab.machine.ControllerKind.LSI_LOGIC;
import static io.sendense.engine.lab.machine.ControllerKind.LSI_SAS;
import static io.sendense.engine.lab.machine.ControllerKind.NVME;
import static io.sendense.engine.lab.machine.ControllerKind.PVSCSI;

import io.sendense.engine.lab.folder.DatastoreTree;
import io.sendense.engine.lab.machine.Backing;
import io.sendense.engine.lab.machine.ControllerDevice;
import io.sendense.engine.lab.machine.Firmware;
import io.sendense.engine.lab.machine.MachinePlacement;
import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.PowerState;
import io.sendense.engine.lab.machine.SnapshotRequest;
import io.sendense.engine.lab.machine.ToolsState;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.LabStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The lab's inventory, told as a table. Thread-safe once it is built.
public final class LabInventory {
    private static final long GIB = 1L << 30;
    static final long TIB = 1L << 40;

    /// The reference VM's first disk: 102 GiB less 0.2 percent, as it was found in the field.
    private static final long PGTEST1_SYSTEM_BYTES = 109_521_666_048L;

    private final ObjectStore store;
    private final Identities identities;
    private final MachineBuilder builder;
    private final MachinePlaces places;
    private final DatastoreTree tree;
    private final List<VirtualMachine> table = new ArrayList<>();
    private final Product product;
    private final Site home;

    private LabInventory(
            ObjectStore store,
            LabStorage storage,
            DatastoreTree tree,
            Contents contents,
            InstantSource clock) {
        this.store = store;
        this.tree = tree;
        this.product = contents.product();
        this.identities = new Identities(contents.seed());
        this.places = new MachinePlaces(store);
        this.builder = new MachineBuilder(store, storage, tree, identities, clock);
        this.home = product.vcenter() ? sites(contents.extraMachines()) : host(contents);
    }

    private Site sites(int extraMachines) {
        Folder root =
                store.add(
                        new Folder(
                                product.rootFolder(),
                                Optional.empty(),
                                "Datacenters",
                                List.of("Folder", "Datacenter")));
        Folder sites =
                store.add(
                        new Folder(
                                store.newFolderReference("d"),
                                Optional.of(root.reference()),
                                "Sites",
                                List.of("Folder", "Datacenter")));
        Site berlin = berlin(root);
        root.put(sites.reference());
        fill(berlin, branch(sites), extraMachines);
        return berlin;
    }

    private Site host(Contents contents) {
        var host = new LoneHost(store, identities, builder);
        Site site = host.site(product.rootFolder());
        table.addAll(host.fill(site, contents.extraMachines()));
        return site;
    }

    /// What there is to be.
    ///
    /// @param product a vCenter, or a host of its own
    /// @param seed the same seed gives the same identities and contents
    /// @param extraMachines how many plain VMs there are besides the table's
    public record Contents(Product product, long seed, int extraMachines) {}

    /// Fills the store.
    ///
    /// @param storage makes the VMs' disks
    /// @param tree is told of the VMs' folders
    /// @param contents what to fill it with
    public static LabInventory build(
            ObjectStore store,
            LabStorage storage,
            DatastoreTree tree,
            Contents contents,
            InstantSource clock) {
        return new LabInventory(store, storage, tree, contents, clock);
    }

    /// The VMs of the table, without the plain ones.
    public List<VirtualMachine> table() {
        return List.copyOf(table);
    }

    /// Adds a plain VM that is off, in the folder `Fleet` and on the first host of Berlin; on a
    /// host of its own there.
    public synchronized VirtualMachine create(String name) {
        MachinePlan plan =
                plan(name).is(PowerState.OFF).disk(PVSCSI, 0, 0, 16 * GIB, DiskContent.EMPTY);
        return builder.build(
                home, product.vcenter() ? plan.in("Fleet") : plan.alone(LoneHost.NAME));
    }

    /// A folder of VMs beside that of a VM's datacenter; made where it is not there.
    public synchronized Folder folder(VirtualMachine machine, List<String> path) {
        return builder.folder(machine.placement().site().datacenter().vmFolder(), path);
    }

    /// Moves a VM: whatever holds it knows.
    public synchronized void place(VirtualMachine machine, MachinePlacement place) {
        places.move(machine, place);
    }

    /// Takes a VM out of the inventory, and its snapshots. Its bytes stay until the lab ends.
    public synchronized void remove(VirtualMachine machine) {
        machine.snapshots().forEach(snapshot -> store.remove(snapshot.reference()));
        places.leave(machine);
        tree.remove(machine);
        store.remove(machine.reference());
    }

    private void fill(Site berlin, Site branch, int extraMachines) {
        main().forEach(plan -> table.add(builder.build(berlin, plan)));
        odd().forEach(plan -> table.add(builder.build(berlin, plan)));
        table.add(withUserSnapshot(berlin));
        branchMachines().forEach(plan -> table.add(builder.build(branch, plan)));
        for (int number = 1; number <= extraMachines; number++) {
            VirtualMachine _ = builder.build(berlin, extra(number));
        }
    }

    private Site berlin(Folder root) {
        return new Site(store, identities, root, "Berlin")
                .addDatastore("vmfs-ssd", new Datastore.Kind("VMFS", 6, 20 * TIB, 12 * TIB))
                .addDatastore("vmfs-hdd", new Datastore.Kind("VMFS", 5, 60 * TIB, 41 * TIB))
                .addDatastore("nfs archive", new Datastore.Kind("NFS", 3, 40 * TIB, 25 * TIB))
                .addNetwork("VM Network")
                .addNetwork("Backup")
                .addCluster(
                        "Compute", "esx01.lab.invalid", "esx02.lab.invalid", "esx03.lab.invalid")
                .addPool("Compute", "Gold")
                .addPool("Compute", "Silver")
                .addLoneHost("Edge", "edge01.lab.invalid");
    }

    private Site branch(Folder sites) {
        return new Site(store, identities, sites, "Außenstelle")
                .addDatastore("vmfs-ssd", new Datastore.Kind("VMFS", 6, 4 * TIB, 3 * TIB))
                .addDatastore("lokal", new Datastore.Kind("VMFS", 6, TIB, TIB / 2))
                .addNetwork("VM Network")
                .addCluster("Rand", "esx11.lab.invalid");
    }

    static List<MachinePlan> main() {
        return List.of(
                plan("pgtest1")
                        .in("Databases")
                        .at("Compute/Gold", 0)
                        .disk(PVSCSI, 0, 0, PGTEST1_SYSTEM_BYTES, DiskContent.DATABASE_SYSTEM)
                        .disk(PVSCSI, 0, 1, 5 * GIB, DiskContent.DATABASE_DATA),
                plan("erp-six-disks")
                        .in("Databases")
                        .at("Compute/Gold", 1)
                        .disk(PVSCSI, 0, 0, 2 * GIB, DiskContent.PATTERN)
                        .disk(PVSCSI, 0, 1, GIB, DiskContent.PATTERN)
                        .disk(PVSCSI, 0, 8, GIB, DiskContent.EMPTY)
                        .disk(AHCI, 0, 0, GIB, DiskContent.PATTERN)
                        .disk(AHCI, 0, 1, GIB, DiskContent.EMPTY)
                        .disk(AHCI, 0, 4, GIB, DiskContent.PATTERN),
                plan("mssql-two-controllers")
                        .in("Databases")
                        .runs("windows2019srv_64Guest", "Microsoft Windows Server 2019", RUN)
                        .disk(LSI_SAS, 0, 0, 12 * GIB, DiskContent.WINDOWS)
                        .disk(PVSCSI, 1, 0, 2 * GIB, DiskContent.PATTERN),
                plan("web01").in("Web", "Frontend").disk(PVSCSI, 0, 0, 8 * GIB, DiskContent.LINUX),
                plan("web/api")
                        .in("Web", "Frontend")
                        .at("Compute/Silver", 1)
                        .disk(PVSCSI, 0, 0, GIB, DiskContent.APPLIANCE),
                plan("100% load")
                        .in("Web", "A/B tests")
                        .disk(PVSCSI, 0, 0, 8 * GIB, DiskContent.LINUX),
                plan("app").in("Team A").disk(PVSCSI, 0, 0, GIB, DiskContent.APPLIANCE),
                plan("app").in("Team B").disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN));
    }

    private static final ToolsState RUN = ToolsState.RUNNING;

    static List<MachinePlan> odd() {
        return List.of(
                plan("Büro-Größe 日本")
                        .on("vmfs-hdd")
                        .disk(LSI_LOGIC, 0, 0, GIB, DiskContent.APPLIANCE),
                plan("logs-independent")
                        .disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN)
                        .disk(
                                new ControllerDevice(PVSCSI, 0),
                                1,
                                GIB,
                                Backing.INDEPENDENT,
                                DiskContent.PATTERN),
                plan("win11-sealed")
                        .in("Desktops")
                        .at("Compute/Silver", 2)
                        .boots(Firmware.SEALED, "vmx-21")
                        .runs("windows11_64Guest", "Microsoft Windows 11 (64-bit)", RUN)
                        .disk(NVME, 0, 0, 12 * GIB, DiskContent.WINDOWS)
                        .disk(NVME, 0, 1, GIB, DiskContent.EMPTY),
                plan("ubuntu-template")
                        .in("Templates")
                        .template()
                        .disk(PVSCSI, 0, 0, 8 * GIB, DiskContent.LINUX),
                plan("old-fileserver")
                        .on("nfs archive")
                        .at("edge01.lab.invalid/Resources", 3)
                        .boots(Firmware.BIOS, "vmx-08")
                        .runs("winNetEnterpriseGuest", "Windows Server 2003", ToolsState.STOPPED)
                        .is(PowerState.OFF)
                        .disk(LSI_LOGIC, 0, 0, GIB, DiskContent.PATTERN),
                plan("no-tools")
                        .runs("otherLinux64Guest", "Other Linux (64-bit)", ToolsState.MISSING)
                        .disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN),
                plan("suspended-dev")
                        .is(PowerState.SUSPENDED)
                        .disk(
                                new ControllerDevice(PVSCSI, 0),
                                0,
                                GIB,
                                Backing.THICK,
                                DiskContent.PATTERN),
                plan("cluster-node")
                        .disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN)
                        .disk(
                                new ControllerDevice(LSI_SAS, 1, true),
                                0,
                                GIB,
                                Backing.RAW_DEVICE,
                                DiskContent.EMPTY)
                        .disk(
                                new ControllerDevice(PVSCSI, 2),
                                0,
                                GIB,
                                Backing.MULTI_WRITER,
                                DiskContent.EMPTY),
                plan("diskless"),
                plan("test-bench").bound().disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN));
    }

    private VirtualMachine withUserSnapshot(Site site) {
        VirtualMachine machine =
                builder.build(
                        site,
                        plan("with-user-snapshot")
                                .on("vmfs-hdd")
                                .disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN));
        try {
            MachineSnapshot _ =
                    machine.takeSnapshot(
                            new SnapshotRequest(
                                    "before the update", "taken by hand", false, false));
            return machine;
        } catch (SoapFault e) {
            throw new IllegalStateException("the lab's own snapshot was refused", e);
        }
    }

    static List<MachinePlan> branchMachines() {
        return List.of(
                plan("app").at("Rand/Resources", 0).disk(PVSCSI, 0, 0, GIB, DiskContent.PATTERN),
                plan("Kasse 1")
                        .in("Läden")
                        .on("lokal")
                        .at("Rand/Resources", 0)
                        .disk(AHCI, 0, 0, GIB, DiskContent.PATTERN));
    }

    static MachinePlan extra(int number) {
        String name = String.format(Locale.ROOT, "fleet-%05d", number);
        String folder = String.format(Locale.ROOT, "Fleet %03d", (number - 1) / 100 + 1);
        return plan(name)
                .in("Fleet", folder)
                .at("Compute/Resources", number)
                .disk(PVSCSI, 0, 0, 16 * GIB, DiskContent.EMPTY);
    }

    private static MachinePlan plan(String name) {
        return new MachinePlan(name);
    }
}
