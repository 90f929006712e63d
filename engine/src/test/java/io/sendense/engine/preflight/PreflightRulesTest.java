package io.sendense.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.restore.ConfigDocument;
import io.sendense.engine.restore.OddConfigurations;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import io.sendense.engine.source.inventory.VmCondition.GuestTools;
import io.sendense.engine.source.inventory.VmCondition.HostCondition;
import io.sendense.engine.source.inventory.VmSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every rule is provoked by one change to a VM about which there is nothing to say.
class PreflightRulesTest {
    private static final long GIB = 1L << 30;

    /// A VM in the making. The fields are what is changed.
    private static final class Machine {
        PowerState power = PowerState.ON;
        boolean template;
        String uuid = "50000000-0000-4000-8000-000000000001";
        boolean trackingSupported = true;
        boolean tracking = true;
        boolean consolidation;
        List<VirtualDisk> disks = new ArrayList<>(List.of(disk(2000).build(), disk(2001).build()));
        List<SnapshotNode> snapshots = List.of();
        String connection = "connected";
        boolean faultTolerant;
        GuestTools tools = GuestTools.RUNNING;
        Optional<String> configuration = Optional.of(ConfigDocument.plain());
        HostCondition host = new HostCondition("esx1", "connected", false);
        DatastoreCondition datastore = datastore("VMFS", 500);
        Set<String> missing = Set.of();
        Optional<String> license = Optional.empty();
        BackupOptions options = BackupOptions.usual();

        List<Concern> concerns() {
            VmSummary summary =
                    new VmSummary(
                            new ObjectId("vm-1"),
                            "db",
                            uuid,
                            power,
                            template,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            GIB);
            return PreflightRules.concerns(
                    new VirtualMachine(
                            summary,
                            "bios",
                            Optional.of("DC0"),
                            "vmx-06",
                            trackingSupported,
                            tracking,
                            consolidation,
                            disks,
                            snapshots),
                    new VmCondition(
                            connection,
                            faultTolerant,
                            tools,
                            configuration,
                            Optional.of(host),
                            List.of(datastore),
                            missing,
                            license),
                    options);
        }
    }

    private static DatastoreCondition datastore(String type, long freeGib) {
        return new DatastoreCondition("ds", type, 1000 * GIB, freeGib * GIB, true, false);
    }

    /// A disk in the making.
    private static final class Disk {
        final int key;
        String file;
        DiskBacking backing = DiskBacking.FLAT;
        DiskMode mode = DiskMode.PERSISTENT;
        boolean shared;
        Optional<String> uuid = Optional.of("6000c29");
        int parents;

        Disk(int key) {
            this.key = key;
            this.file = "[ds] db/disk-" + key + ".vmdk";
        }

        VirtualDisk build() {
            return new VirtualDisk(
                    key,
                    "Hard disk " + key,
                    "SCSI 0",
                    1000,
                    0,
                    GIB,
                    DatastorePath.parse(file),
                    backing,
                    mode,
                    true,
                    shared,
                    uuid,
                    Optional.empty(),
                    parents);
        }
    }

    private static Disk disk(int key) {
        return new Disk(key);
    }

    private final Set<ConcernRule> provoked = EnumSet.noneOf(ConcernRule.class);

    private void only(Machine machine, ConcernRule... rules) {
        List<Concern> found = machine.concerns();
        assertThat(found).extracting(Concern::rule).containsExactlyInAnyOrder(rules);
        for (Concern concern : found) {
            provoked.add(concern.rule());
            ConcernText.Rendered text = ConcernText.english().render(concern);
            assertThat(text.what()).doesNotContain("(unknown)", "{");
            assertThat(text.remedy()).doesNotContain("(unknown)", "{").isNotEmpty();
        }
    }

    @Test
    void everyRuleIsProvokedAndSaysWhatToDo() {
        only(new Machine());
        states();
        guests();
        snapshots();
        disks();
        places();
        restores();
        Set<ConcernRule> told = EnumSet.allOf(ConcernRule.class);
        told.removeIf(rule -> rule.verdict().filter(verdict -> !verdict.told()).isPresent());
        assertThat(provoked).isEqualTo(told);
    }

    private void states() {
        Machine template = new Machine();
        template.template = true;
        only(template, ConcernRule.VM_TEMPLATE);
        Machine orphan = new Machine();
        orphan.connection = "orphaned";
        orphan.uuid = "";
        only(orphan, ConcernRule.VM_UNREACHABLE, ConcernRule.VM_WITHOUT_UUID);
        Machine doubled = new Machine();
        doubled.faultTolerant = true;
        only(doubled, ConcernRule.VM_FAULT_TOLERANT);
        Machine asleep = new Machine();
        asleep.power = PowerState.SUSPENDED;
        only(asleep, ConcernRule.VM_SUSPENDED);
    }

    private void guests() {
        Machine silent = new Machine();
        silent.tools = GuestTools.NOT_RUNNING;
        only(silent);
        silent.options = BackupOptions.usual().quiesced(Quiescing.REQUIRED);
        only(silent, ConcernRule.GUEST_CANNOT_QUIESCE);
        silent.options = BackupOptions.usual().quiesced(Quiescing.PREFERRED);
        only(silent, ConcernRule.GUEST_MAY_NOT_QUIESCE);
        silent.power = PowerState.OFF;
        only(silent);
    }

    private void snapshots() {
        Machine one = new Machine();
        one.snapshots = List.of(chain(1));
        only(one, ConcernRule.SNAPSHOTS_PRESENT);
        one.tracking = false;
        only(one, ConcernRule.SNAPSHOTS_PRESENT, ConcernRule.TRACKING_BLOCKED);
        Machine deep = new Machine();
        deep.snapshots = List.of(chain(31));
        only(deep, ConcernRule.SNAPSHOTS_PRESENT);
        deep.snapshots = List.of(chain(32));
        only(deep, ConcernRule.SNAPSHOTS_PRESENT, ConcernRule.SNAPSHOTS_TOO_DEEP);
        Machine untracked = new Machine();
        untracked.tracking = false;
        untracked.consolidation = true;
        only(untracked, ConcernRule.TRACKING_WILL_BE_ENABLED, ConcernRule.CONSOLIDATION_NEEDED);
        untracked.trackingSupported = false;
        only(untracked, ConcernRule.TRACKING_UNSUPPORTED, ConcernRule.CONSOLIDATION_NEEDED);
    }

    private static SnapshotNode chain(int depth) {
        List<SnapshotNode> below = depth == 1 ? List.of() : List.of(chain(depth - 1));
        return new SnapshotNode(new ObjectId("snapshot-" + depth), "s", "", Instant.EPOCH, below);
    }

    private void disks() {
        Machine none = new Machine();
        none.disks = List.of();
        only(none, ConcernRule.DISKS_NONE);
        Disk independent = disk(2002);
        independent.mode = DiskMode.INDEPENDENT_NONPERSISTENT;
        with(independent);
        Disk raw = disk(2002);
        raw.backing = DiskBacking.RAW_PHYSICAL;
        with(raw);
        Disk shared = disk(2002);
        shared.shared = true;
        with(shared);
        Disk nameless = disk(2002);
        nameless.uuid = Optional.empty();
        with(nameless, ConcernRule.DISK_WITHOUT_UUID);
        Disk redo = disk(2002);
        redo.parents = 2;
        with(redo, ConcernRule.DISK_HAS_REDO_LOG);
        with(disk(2001), ConcernRule.DISK_IDENTITY_DOUBLE, ConcernRule.DISK_IDENTITY_DOUBLE);
        Machine objects = new Machine();
        objects.datastore = datastore("vsan", 500);
        only(objects, ConcernRule.DISK_ON_VSAN, ConcernRule.DISK_ON_VSAN);
        objects.datastore = datastore("VVOL", 500);
        only(objects, ConcernRule.DISK_ON_VVOL, ConcernRule.DISK_ON_VVOL);
        Machine left = new Machine();
        left.disks = List.of(independent.build());
        only(left, ConcernRule.DISKS_NONE);
    }

    private void with(Disk third, ConcernRule... rules) {
        Machine machine = new Machine();
        machine.disks.add(third.build());
        only(machine, rules);
    }

    private void places() {
        Machine away = new Machine();
        away.host = new HostCondition("esx1", "notResponding", true);
        only(away, ConcernRule.HOST_UNREACHABLE, ConcernRule.HOST_IN_MAINTENANCE);
        Machine low = new Machine();
        low.datastore = datastore("VMFS", 99);
        only(low, ConcernRule.DATASTORE_LOW);
        low.datastore = datastore("VMFS", 1);
        only(low, ConcernRule.DATASTORE_FULL);
        low.datastore = new DatastoreCondition("ds", "NFS", 0, 0, false, false);
        only(low, ConcernRule.DATASTORE_UNREACHABLE);
        low.datastore = new DatastoreCondition("ds", "NFS", GIB * 10, GIB * 9, true, true);
        only(low, ConcernRule.DATASTORE_IN_MAINTENANCE);
        Machine guarded = new Machine();
        guarded.missing = Set.of("VirtualMachine.State.CreateSnapshot", "Datastore.Browse");
        only(guarded, ConcernRule.PRIVILEGES_MISSING);
        assertThat(ConcernText.english().render(guarded.concerns().getFirst()).what())
                .endsWith("Datastore.Browse, VirtualMachine.State.CreateSnapshot.");
        Machine free = new Machine();
        free.license = Optional.of("Free Hypervisor");
        only(free, ConcernRule.LICENSE_RESTRICTED);
        assertThat(ConcernText.english().render(free.concerns().getFirst()).what())
                .contains("Free Hypervisor");
    }

    /// Each of these is said by the plan of a restore, and by it alone.
    private void restores() {
        OddConfigurations.all()
                .forEach((rule, configuration) -> {
                    Machine machine = new Machine();
                    machine.configuration = Optional.of(configuration);
                    only(machine, rule);
                });
        Machine hidden = new Machine();
        hidden.configuration = Optional.empty();
        only(hidden);
        hidden.configuration = Optional.of("<config><hardware></config>");
        only(hidden, ConcernRule.CONFIGURATION_UNREADABLE);
    }

    @Test
    void theGravestComesFirst() {
        Machine machine = new Machine();
        machine.power = PowerState.SUSPENDED;
        machine.configuration =
                Optional.ofNullable(OddConfigurations.all().get(ConcernRule.VM_ENCRYPTED));
        machine.template = true;
        assertThat(machine.concerns())
                .extracting(Concern::severity)
                .containsExactly(Severity.CRITICAL, Severity.WARNING, Severity.INFORMATION);
    }
}
