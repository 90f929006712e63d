package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.VsphereConnector;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.SecretStores;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The console on the real engine and a lab vCenter: from nothing to published restore points.
@ExtendWith(ApplicationExtension.class)
@Timeout(240)
class RealBackupFlowTest {
    private static final ProgramVersion PROGRAM = FakeEngine.PROGRAM;
    private static final Duration BACKUP = Duration.ofSeconds(90);

    @TempDir private Path folder;
    private LabVCenter lab;

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @BeforeEach
    void startLab() throws IOException {
        lab = LabVCenter.start(LabOptions.standard(InstantSource.system()).withGuestSteps(20));
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    private Engine open() throws EngineException {
        EngineHome home = EngineHome.create(folder.resolve(".sendense"));
        return InProcessEngine.open(
                EngineSettings.of(
                        home,
                        PROGRAM,
                        InstantSource.system(),
                        SecretStores.open(home, Map.of("SENDENSE_SECRETS", "file")),
                        new VsphereConnector()));
    }

    private ConsoleBench console(Engine engine) {
        return new ConsoleBench(engine, ConsoleBench.light(), InstantSource.system(), folder);
    }

    @Test
    void dragsVmsOntoTheBackupAreaAndPublishesThem() throws Exception {
        try (Engine engine = open();
                ConsoleBench console = console(engine)) {
            addLab(console);
            search(console, "pgtest1");
            console.robot.clickOn(console.line("pgtest1"));
            console.until("its disks", () -> console.reads("102 GiB"));
            console.picture("lab-inventory");
            drop(console, "pgtest1");
            search(console, "Kasse 1");
            drop(console, "Kasse 1");
            console.until("two VMs are listed", () -> console.listed() == 2);

            slowDown();
            console.robot.clickOn("#start");
            console.until("both run", () -> console.hasRow("pgtest1") && console.hasRow("Kasse 1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("disk 1", () -> console.reads("Hard disk 1"));
            console.until("disk 2", () -> console.reads("Hard disk 2"));
            console.until("it transfers", () -> console.reads("Transferring"));
            console.until("the name of an export", () -> console.reads(export(engine)));
            console.until("some of it is done", () -> percentDone(engine) >= 25);
            console.picture("lab-run");
            lab.faults().clear();
            console.until("completed", BACKUP, () -> console.stateIs("Completed"));
            assertThat(console.isThere("#cancel")).isFalse();
            console.picture("lab-run-completed");
            assertPublished(engine);
        }
        try (Engine engine = open();
                ConsoleBench console = console(engine)) {
            console.robot.clickOn("#runs");
            console.until("history after a restart", () -> console.hasRow("pgtest1"));
            console.until("of both", () -> console.hasRow("Kasse 1"));
            assertThat(console.reads("Completed")).isTrue();
        }
    }

    @Test
    void cancelsARunThatIsTransferring() throws Exception {
        try (Engine engine = open();
                ConsoleBench console = console(engine)) {
            addLab(console);
            search(console, "pgtest1");
            drop(console, "pgtest1");
            slowDown();
            console.robot.clickOn("#start");
            console.until("it transfers", () -> console.reads("Transferring"));
            console.robot.clickOn("#cancel");
            console.until("it is cancelled", () -> console.stateIs("Cancelled"));
            RunView run = engine.runs(1).getFirst();
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(engine.points()).isEmpty();
            assertThat(engine.vm("lab", vm(engine, "pgtest1").id()).snapshots()).isEmpty();
        }
    }

    @Test
    void showsAndCancelsWhatAnotherProcessesEngineDoes() throws Exception {
        EngineHome home = EngineHome.create(folder.resolve(".sendense"));
        try (HomeEngine owner = HomeEngine.enter(home, PROGRAM, this::open);
                HomeEngine attached = HomeEngine.enter(home, PROGRAM, this::open);
                ConsoleBench console = console(attached.engine())) {
            assertThat(owner.owned()).isTrue();
            assertThat(attached.owned()).isFalse();
            addLab(console);
            slowDown();
            RunId run =
                    owner.engine()
                            .startBackup(
                                    new BackupRequest(
                                            "lab",
                                            vm(owner.engine(), "pgtest1").id(),
                                            Optional.empty(),
                                            BackupOptions.usual()));
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("it transfers", () -> console.reads("Transferring"));
            console.robot.clickOn("#cancel");
            console.until("it is cancelled", () -> console.stateIs("Cancelled"));
            assertThat(owner.engine().awaitRun(run).state()).isEqualTo(RunState.CANCELLED);
        }
    }

    /// Makes the transfer long enough to be looked at.
    private void slowDown() {
        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(300)))
                                .always());
    }

    private void addLab(ConsoleBench console) {
        console.robot.clickOn("#add-vcenter");
        console.robot.clickOn("#address").write(lab.url().toString());
        console.robot.clickOn("#user").write(lab.user());
        console.robot.clickOn("#password").write("not the password");
        console.robot.clickOn("#name").write("lab");
        console.robot.clickOn("#next");
        console.until("certificate", () -> console.isThere("#accept"));
        String shown =
                console.robot.lookup("#fingerprint").queryAs(TextInputControl.class).getText();
        assertThat(shown.replaceAll("[:\\n]", "")).isEqualToIgnoringCase(lab.certificateSha256());
        console.robot.clickOn("#accept");
        console.until("refused", () -> console.reads("VCENTER-LOGIN-REFUSED"));
        // The password is selected: typing replaces it.
        console.robot.write(lab.password()).push(KeyCode.ENTER);
        console.until("certificate again", () -> console.isThere("#accept"));
        console.robot.clickOn("#accept");
        console.until("tree", () -> console.reads("lab"));
        console.until("dialog is gone", () -> !console.isThere("#accept"));
    }

    private static void search(ConsoleBench console, String name) {
        console.robot.clickOn("#search").push(KeyCode.CONTROL, KeyCode.A).write(name);
        console.until("found " + name, () -> console.reads(name));
    }

    private static void drop(ConsoleBench console, String name) {
        int before = console.listed();
        console.robot.drag(console.line(name)).moveTo("#dropArea").moveBy(5, 5).drop();
        console.until(name + " is listed", () -> console.listed() == before + 1);
    }

    /// What the screen is to show of the first disk's NBD address.
    private static String export(Engine engine) {
        try {
            return engine.runs(2).stream()
                    .filter(run -> run.vmName().equals("pgtest1"))
                    .flatMap(run -> run.disks().stream())
                    .flatMap(disk -> disk.export().stream())
                    .findFirst()
                    .map(uri -> URI.create(uri).getPath().substring(1))
                    .orElse("no export yet");
        } catch (EngineException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long percentDone(Engine engine) {
        try {
            RunView run =
                    engine.runs(2).stream()
                            .filter(r -> r.vmName().equals("pgtest1"))
                            .findFirst()
                            .orElseThrow();
            return run.plannedBytes() == 0 ? 0 : 100 * run.doneBytes() / run.plannedBytes();
        } catch (EngineException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertPublished(Engine engine) throws Exception {
        for (RunView run : engine.runs(2)) {
            RunView ended = engine.awaitRun(run.id());
            assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
            assertThat(ended.disks()).allSatisfy(disk -> assertThat(disk.doneBytes()).isPositive());
            assertThat(engine.verify(ended.point().orElseThrow(), (_, _, _) -> {}).sound())
                    .isTrue();
        }
        assertThat(engine.points()).hasSize(2);
        assertThat(engine.vm("lab", vm(engine, "pgtest1").id()).snapshots()).isEmpty();
    }

    private static VmSummary vm(Engine engine, String name) throws Exception {
        return new VmName(name).find(engine.inventory("lab"), "lab");
    }
}
