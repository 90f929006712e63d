package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.guest.RecordRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole engine against the lab: from a certificate to a restore point whose disks are of one
/// instant.
@Timeout(180)
class InProcessEngineTest {
    @TempDir private Path folder;
    private LabVCenter lab;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = InstantSource.system();
        lab =
                LabVCenter.start(
                        LabOptions.standard(clock)
                                .withTaskTime(Duration.ofMillis(20))
                                .withGuestSteps(200));
        engine =
                InProcessEngine.open(
                        EngineSettings.of(
                                EngineHome.create(folder.resolve("home")),
                                new ProgramVersion("test", "test"),
                                clock,
                                new MemorySecretStore(),
                                new VsphereConnector()));
    }

    @AfterEach
    void close() {
        engine.close();
        lab.close();
    }

    private void addLab() throws Exception {
        engine.addVCenter(
                new NewVCenter(
                        "lab",
                        lab.url().toString(),
                        lab.user(),
                        Secret.of(lab.password()),
                        Optional.of(lab.certificateSha256()),
                        Optional.empty()));
    }

    private RunView backup(String name, boolean full) throws Exception {
        Inventory inventory = engine.inventory("lab");
        VmSummary vm = new VmName(name).find(inventory, "lab");
        RunId run =
                engine.startBackup(
                        new BackupRequest(
                                "lab",
                                vm.id(),
                                Optional.empty(),
                                full ? BackupOptions.usual().inFull() : BackupOptions.usual()));
        return engine.awaitRun(run);
    }

    @Test
    void backsUpALiveVmTwiceSoThatItsDisksAreOfOneInstant() throws Exception {
        assertThat(engine.certificate(lab.url().toString()).sha256().replace(":", ""))
                .isEqualToIgnoringCase(lab.certificateSha256());
        addLab();
        RunView first = backup("pgtest1", false);
        assertThat(first.problem()).isEmpty();
        assertThat(first.state()).isEqualTo(RunState.COMPLETED);
        assertRecordRule();
        RunView second = backup("pgtest1", false);
        assertThat(second.problem()).isEmpty();
        assertThat(second.disks())
                .allSatisfy(disk -> assertThat(disk.mode()).contains(ReadMode.INCREMENTAL));
        assertThat(second.plannedBytes()).isLessThan(first.plannedBytes() / 4);
        assertRecordRule();
        for (PointView point : engine.points()) {
            assertThat(engine.verify(point.id(), Progress.NONE).findings()).isEmpty();
        }
        assertThat(engine.runs(10)).hasSize(2);
    }

    private void assertRecordRule() throws Exception {
        Path root = Path.of(engine.repositories().getFirst().path());
        try (Repository repository = Repository.open(root)) {
            RestorePoint point = repository.points().getFirst();
            try (BlockDevice following = point.chain(2000).open();
                    BlockDevice leading = point.chain(2001).open()) {
                RecordRule rule = RecordRule.check(following::read, leading::read);
                assertThat(rule.holds()).as(rule.toString()).isTrue();
            }
        }
    }

    @Test
    void aWrongPinIsRefusedAndNothingIsStored() throws Exception {
        assertThatThrownBy(() ->
                        engine.addVCenter(
                                new NewVCenter(
                                        "lab",
                                        lab.url().toString(),
                                        lab.user(),
                                        Secret.of(lab.password()),
                                        Optional.of("00".repeat(32)),
                                        Optional.empty())))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.VCENTER_CERTIFICATE_MISMATCH));
        assertThat(engine.vcenters()).isEmpty();
        assertThat(lab.sessionCount()).isZero();
    }

    @Test
    void aWrongPasswordIsRefusedAndNothingIsStored() {
        assertThatThrownBy(() ->
                        engine.addVCenter(
                                new NewVCenter(
                                        "lab",
                                        lab.url().toString(),
                                        lab.user(),
                                        Secret.of("wrong"),
                                        Optional.of(lab.certificateSha256()),
                                        Optional.empty())))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.VCENTER_LOGIN_REFUSED));
    }
}
