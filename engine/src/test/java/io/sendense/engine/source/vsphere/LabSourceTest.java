package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The adapter against the lab: what goes wrong on the way, and what the odd VMs look like.
@Timeout(120)
class LabSourceTest extends LabSource {
    private static final String CREATE = "CreateSnapshot_Task";
    private static final String QUERY = "QueryChangedDiskAreas";

    @Test
    void readsEveryNameAsPeopleWriteIt() throws Exception {
        assertThat(source.inventory().vms())
                .extracting(VmSummary::name)
                .contains("Büro-Größe 日本", "100% load", "web/api")
                .filteredOn("app"::equals)
                .hasSize(3);
        assertThat(source.vm(idOf("Büro-Größe 日本")).disks().getFirst().file().toString())
                .contains("Büro-Größe 日本");
    }

    @Test
    void keepsNvmeTpmAndSecureBootInTheStoredConfiguration() throws Exception {
        try (Frozen frozen = freeze("win11-sealed")) {
            assertThat(frozen.vm().configXml())
                    .contains("VirtualNVMEController", "VirtualTPM")
                    .containsPattern("efiSecureBootEnabled[^>]*>true<");
        }
    }

    @Test
    void logsInAgainWhenTheSessionEndsInTheMiddle() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            long whole = checksum(device, 16 * MIB);
            lab.expireSessions();
            assertThat(source.inventory().vms()).isNotEmpty();
            lab.faults()
                    .add(
                            FaultRule.on(FaultRule.FOLDER, new FaultAction.ExpireSession())
                                    .after(3)
                                    .times(2));
            assertThat(checksum(device, 16 * MIB)).isEqualTo(whole);
            lab.faults().add(FaultRule.on(CREATE, new FaultAction.ExpireSession()).times(1));
            ObjectId second =
                    source.createSnapshot(new SnapshotRequest(frozen.id(), "two", "", false));
            source.removeSnapshot(second);
        }
    }

    @ParameterizedTest
    @CsvSource({"drop-undone", "drop-done", "short", "status", "slow"})
    void readsTheSameBytesThoughTheWayIsBad(String kind) throws Exception {
        FaultAction action =
                switch (kind) {
                    case "drop-undone" -> new FaultAction.DropConnection(FaultAction.Moment.UNDONE);
                    case "drop-done" -> new FaultAction.DropConnection(FaultAction.Moment.DONE);
                    case "short" -> new FaultAction.ShortRead(100_001);
                    case "status" -> new FaultAction.AnswerStatus(503);
                    default -> new FaultAction.Delay(Duration.ofMillis(400));
                };
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            long whole = checksum(device, 24 * MIB);
            FaultRule rule = FaultRule.on(FaultRule.FOLDER, action).after(2).times(6);
            lab.faults().add(rule);
            assertThat(checksum(device, 24 * MIB)).isEqualTo(whole);
            assertThat(lab.faults().matched(rule)).as("the fault was met").isPositive();
        }
    }

    @Test
    void readsOnWhenTheServerComesBackAndSaysSoWhenItDoesNot() throws Exception {
        try (Frozen frozen = freeze(SMALL);
                BlockDevice device = frozen.open()) {
            long whole = checksum(device, 4 * MIB);
            lab.interrupt();
            Thread back =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    Thread.sleep(1000);
                                    lab.restore();
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            assertThat(checksum(device, 4 * MIB)).isEqualTo(whole);
            back.join();

            lab.interrupt();
            long before = System.nanoTime();
            assertThatThrownBy(() -> checksum(device, 4 * MIB))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Kasse 1-flat.vmdk")
                    .hasMessageContaining("No byte came for 3.0 s");
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(RETRY, RETRY.plusSeconds(30));
            lab.restore();
        }
    }

    @Test
    void findsTheSnapshotWhoseAnswerWasLost() throws Exception {
        ObjectId vm = idOf(SMALL);
        lab.faults()
                .add(
                        FaultRule.on(
                                        CREATE,
                                        new FaultAction.DropConnection(FaultAction.Moment.DONE))
                                .times(1));
        ObjectId made = source.createSnapshot(new SnapshotRequest(vm, "lost", "answer", false));
        assertThat(source.snapshots(vm)).extracting(SnapshotNode::id).containsExactly(made);
        source.removeSnapshot(made);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @Test
    void aSnapshotThatWasNeverTakenIsNotTakenTwice() throws Exception {
        ObjectId vm = idOf(SMALL);
        lab.faults()
                .add(
                        FaultRule.on(
                                        CREATE,
                                        new FaultAction.DropConnection(FaultAction.Moment.UNDONE))
                                .times(1));
        assertThat(codeOf(() -> snapshot(vm))).isEqualTo(ProblemCode.SNAPSHOT_OUTCOME_UNKNOWN);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateSnapshot_Task, NoPermission, VCENTER_PRIVILEGE_MISSING",
        "CreateSnapshot_Task, TaskInProgress, VM_TASK_IN_PROGRESS",
        "CreateSnapshot_Task, SnapshotFault, SNAPSHOT_CREATE_FAILED",
        "CreateSnapshot_Task, NoSuchFaultInThisVersion, SNAPSHOT_CREATE_FAILED",
        "CreateSnapshot_Task, ManagedObjectNotFound, VM_UNKNOWN"
    })
    void namesEachFaultForWhatItMeans(String operation, String fault, ProblemCode expected)
            throws Exception {
        ObjectId vm = idOf(SMALL);
        SoapFault answer = new SoapFault(Structure.of(fault), "the lab was told to fail");
        lab.faults().add(FaultRule.on(operation, new FaultAction.AnswerFault(answer)).times(1));
        assertThat(codeOf(() -> snapshot(vm))).isEqualTo(expected);
        lab.faults().clear();
        lab.faults().add(FaultRule.on(operation, new FaultAction.FailTask(answer)).times(1));
        assertThat(codeOf(() -> snapshot(vm))).isEqualTo(expected);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @Test
    void aGuestThatCannotBeQuiescedIsSaidSo() throws Exception {
        ObjectId vm = idOf("no-tools");
        assertThat(codeOf(() -> source.createSnapshot(new SnapshotRequest(vm, "quiet", "", true))))
                .isEqualTo(ProblemCode.SNAPSHOT_QUIESCE_FAILED);
    }

    @Test
    void changedAreasAreWhatTheGuestWroteThroughManyWindows() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ObjectId vm = idOf(SMALL);
        source.enableChangeTracking(vm);
        LabDisk disk = lab.disks(SMALL).disks().getFirst();
        ChangeId since;
        try (Frozen first = freeze(SMALL)) {
            since = first.disk().changeId().orElseThrow();
            FaultRule windows = counting(QUERY);
            ExtentList allocated = source.allocated(first.vm(), first.disk());
            assertThat(allocated.bytes()).isBetween(1L, disk.capacityBytes());
            assertThat(lab.faults().matched(windows)).as("1 GiB by 96 MiB").isGreaterThan(10);
        }
        ExtentList written = ExtentList.empty();
        for (int i = 0; i < 40; i++) {
            int length = 512 * (1 + random.nextInt(200));
            long offset = 512L * random.nextInt((int) ((disk.capacityBytes() - length) / 512));
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            disk.write(offset, ByteBuffer.wrap(bytes));
            written =
                    ExtentList.union(
                            java.util.stream.Stream.concat(
                                            written.asList().stream(),
                                            java.util.stream.Stream.of(new Extent(offset, length)))
                                    .toList());
        }
        try (Frozen second = freeze(SMALL)) {
            FaultRule windows = counting(QUERY);
            ExtentList changed = source.changed(second.vm(), second.disk(), since);
            assertThat(lab.faults().matched(windows)).isGreaterThan(10);
            assertThat(written.minus(changed).isEmpty()).as("seed %d", seed).isTrue();
            assertThat(changed.minus(written.aligned(BLOCK, disk.capacityBytes())).isEmpty())
                    .as("seed %d", seed)
                    .isTrue();

            ChangeId other = new ChangeId("52 de ad be ef 00 00 00-00 00 00 00 00 00 00 00/3");
            var reset =
                    catchThrowableOfType(
                            ChangeQueryException.class,
                            () -> source.changed(second.vm(), second.disk(), other));
            assertThat(reset.reason()).isEqualTo(FullReason.TRACKING_RESET);
        }
    }

    @Test
    void aFileFaultIsAskedAgainOnceAndThenMeansAFullRead() throws Exception {
        source.enableChangeTracking(idOf(SMALL));
        try (Frozen frozen = freeze(SMALL)) {
            FaultRule once = fileFault().times(1);
            lab.faults().add(once);
            assertThat(source.allocated(frozen.vm(), frozen.disk()).isEmpty()).isFalse();
            assertThat(lab.faults().matched(once)).isGreaterThan(1);
            lab.faults().add(fileFault().always());
            var refused =
                    catchThrowableOfType(
                            ChangeQueryException.class,
                            () -> source.allocated(frozen.vm(), frozen.disk()));
            assertThat(refused.reason()).isEqualTo(FullReason.QUERY_REFUSED);
            assertThat(refused).hasMessageContaining("Hard disk 1");
        }
    }

    private static FaultRule fileFault() {
        return FaultRule.on(
                QUERY,
                new FaultAction.AnswerFault(
                        new SoapFault(
                                Structure.of("FileFault").with("file", "[x] y.vmdk"),
                                "Error caused by file")));
    }

    private ObjectId snapshot(ObjectId vm) throws EngineException, InterruptedException {
        return source.createSnapshot(new SnapshotRequest(vm, "one", "", false));
    }

    @Test
    void mergesRedoLogsThatNoSnapshotNeeds() throws Exception {
        ObjectId vm = idOf(SMALL);
        assertThat(source.consolidate(vm)).isFalse();
        lab.leaveRedoLog(SMALL);
        assertThat(source.vm(vm).consolidationNeeded()).isTrue();
        assertThat(source.vm(vm).disks().getFirst().parentFiles()).isEqualTo(1);
        assertThat(source.consolidate(vm)).isTrue();
        assertThat(source.vm(vm).consolidationNeeded()).isFalse();
        assertThat(source.vm(vm).disks().getFirst().parentFiles()).isZero();
    }
}
