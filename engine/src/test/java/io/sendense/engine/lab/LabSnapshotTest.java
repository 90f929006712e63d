package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabCaller.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the lab's VMs allow and refuse when snapshots are taken and asked about.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabSnapshotTest {
    private static final String FILE_NAME = "config.hardware.device[2000].backing.fileName";

    private LabVCenter lab;

    @BeforeAll
    void start() throws IOException {
        lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withTaskTime(Duration.ofMillis(20)));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void cannotQuiesceAGuestWithoutTools() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        Answer failed = take(caller, caller.machine("no-tools"), true);
        assertThat(failed.first("state")).isEqualTo("error");
        assertThat(failed.text()).contains("xsi:type=\"ApplicationQuiesceFault\"");
        Answer plain = take(caller, caller.machine("no-tools"), false);
        assertThat(plain.first("state")).isEqualTo("success");
        caller.remove(plain.first("result"));
    }

    @Test
    void refusesSnapshotsOfTemplatesAndSharedDisks() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        assertThat(take(caller, caller.machine("ubuntu-template"), false).text())
                .contains("xsi:type=\"NotSupported\"");
        assertThat(take(caller, caller.machine("cluster-node"), false).text())
                .contains("xsi:type=\"SnapshotFault\"");
    }

    @Test
    void leavesIndependentDisksOutOfSnapshots() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("logs-independent");
        enableTracking(caller, machine);
        String snapshot = take(caller, machine, false).first("result");
        String config = "VirtualMachineSnapshot:" + snapshot;
        assertThat(
                        caller.property(config, "config.hardware.device[2000].backing.changeId")
                                .first("val"))
                .contains("/");
        assertThat(caller.property(config, "config.hardware.device[2001].backing.changeId").text())
                .doesNotContain("<val");
        assertThat(
                        caller.property(config, "config.hardware.device[2001].backing.diskMode")
                                .first("val"))
                .isEqualTo("independent_persistent");
        assertThat(query(caller, machine, snapshot, 2001).isFault("InvalidArgument")).isTrue();
        caller.remove(snapshot);
    }

    @Test
    void tellsNoChangesOfAnUntrackedDisk() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("suspended-dev");
        String snapshot = take(caller, machine, false).first("result");
        assertThat(query(caller, machine, snapshot, 2000).isFault("FileFault")).isTrue();
        caller.remove(snapshot);
    }

    @Test
    void knowsWhatIsAllocatedOnVmfsOnly() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("old-fileserver");
        enableTracking(caller, machine);
        String snapshot = take(caller, machine, false).first("result");
        Answer areas = query(caller, machine, snapshot, 2000);
        assertThat(areas.all("start")).containsExactly("0");
        assertThat(areas.all("length")).containsExactly("1073741824", "1073741824");
        caller.remove(snapshot);
    }

    @Test
    void keepsRedoLogsUntilTheyAreConsolidated() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("mssql-two-controllers");
        String snapshot = take(caller, machine, true).first("result");
        Answer removed =
                caller.finished(
                        caller.call(
                                "RemoveSnapshot_Task",
                                "VirtualMachineSnapshot:" + snapshot,
                                "<removeChildren>false</removeChildren><consolidate>false"
                                        + "</consolidate>"));
        assertThat(removed.first("state")).isEqualTo("success");
        assertThat(caller.property(machine, "runtime.consolidationNeeded").first("val"))
                .isEqualTo("true");
        assertThat(caller.property(machine, FILE_NAME).first("val")).endsWith("-000001.vmdk");
        Answer _ = caller.finished(caller.call("ConsolidateVMDisks_Task", machine, ""));
        assertThat(caller.property(machine, "runtime.consolidationNeeded").first("val"))
                .isEqualTo("false");
        assertThat(caller.property(machine, FILE_NAME).first("val"))
                .endsWith("/mssql-two-controllers.vmdk");
    }

    @Test
    void guestsOfRunningMachinesWrite() throws Exception {
        var disks = lab.disks("pgtest1");
        disks.enableChangeTracking();
        int changedAreas = 0;
        try (var before = disks.freeze("before")) {
            String since = before.disks().get(2001).changeId().orElseThrow();
            for (int tries = 0; tries < 200 && changedAreas == 0; tries++) {
                Thread.sleep(50);
                try (var after = disks.freeze("after")) {
                    changedAreas = after.disks().get(2001).changedAreas(since, 0).areas().size();
                }
            }
        }
        assertThat(changedAreas).as("areas that the guest changed within 10 s").isPositive();
    }

    private static void enableTracking(LabCaller caller, String machine) throws Exception {
        Answer _ =
                caller.finished(
                        caller.call(
                                "ReconfigVM_Task",
                                machine,
                                "<spec><changeTrackingEnabled>true</changeTrackingEnabled>"
                                        + "</spec>"));
    }

    private static Answer query(LabCaller caller, String machine, String snapshot, int key)
            throws Exception {
        return caller.call(
                "QueryChangedDiskAreas",
                machine,
                "<snapshot type=\"VirtualMachineSnapshot\">"
                        + snapshot
                        + "</snapshot><deviceKey>"
                        + key
                        + "</deviceKey><startOffset>0</startOffset><changeId>*</changeId>");
    }

    private static Answer take(LabCaller caller, String machine, boolean quiesce) throws Exception {
        return caller.finished(
                caller.call(
                        "CreateSnapshot_Task",
                        machine,
                        "<name>edge</name><memory>false</memory><quiesce>"
                                + quiesce
                                + "</quiesce>"));
    }
}
