package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.About;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The console as an operator works it, on a toolkit without a display and a fake engine.
@ExtendWith(ApplicationExtension.class)
class ConsoleFlowTest {
    private static final RunId FIRST = new RunId(1);
    private static final ConsoleSettings GERMAN_DARK =
            new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.GERMAN, 1280, 800, false);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void addsAVCenterAfterItsCertificateWasAccepted() {
        FakeEngine engine = new FakeEngine();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("it says what to do", () -> console.reads("No vCenter yet"));
            console.picture("empty");
            console.robot.clickOn("#add-vcenter");
            console.robot.clickOn("#address").write("vcenter.example.com");
            console.robot.clickOn("#user").write("administrator@vsphere.local");
            console.robot.clickOn("#password").write("wrong");
            console.picture("vcenter-account");
            console.robot.clickOn("#next");
            console.until("certificate", () -> console.isThere("#accept"));
            console.picture("vcenter-certificate");
            assertThat(engine.added()).as("nothing was sent yet").isEmpty();
            console.robot.clickOn("#accept");
            console.until("refused", () -> console.reads("VCENTER-LOGIN-REFUSED"));
            console.picture("vcenter-refused");
            // The password is selected: typing replaces it.
            console.robot.write(FakeEngine.PASSWORD).press(KeyCode.ENTER).release(KeyCode.ENTER);
            console.until("certificate again", () -> console.isThere("#accept"));
            console.robot.clickOn("#accept");
            console.until("tree", () -> console.reads("vcenter.example.com"));
            console.until("dialog is gone", () -> !console.isThere("#accept"));
            assertThat(engine.added())
                    .get()
                    .satisfies(vc -> assertThat(vc.pin()).contains(FakeEngine.SHA256));
        }
    }

    @Test
    void saysWhatTheFreeLicenceOfAHostMeans() {
        for (ConsoleSettings settings : List.of(ConsoleBench.light(), GERMAN_DARK)) {
            FakeEngine engine = new FakeEngine();
            engine.answerAs(
                    new About(
                            "VMware ESXi 8.0.3",
                            "8.0.3.0",
                            "host-uuid",
                            false,
                            Optional.of("VMware vSphere 8 Hypervisor")));
            try (ConsoleBench console = new ConsoleBench(engine, settings)) {
                console.robot.clickOn("#add-vcenter");
                console.robot.clickOn("#address").write("esx-01.example.com");
                console.robot.clickOn("#user").write("root");
                console.robot.clickOn("#password").write(FakeEngine.PASSWORD);
                console.robot.clickOn("#next");
                console.until("certificate", () -> console.isThere("#accept"));
                console.robot.clickOn("#accept");
                console.until("what it means", () -> console.isThere("#license"));
                console.picture(
                        settings == GERMAN_DARK
                                ? "vcenter-license-german-dark"
                                : "vcenter-license");
                assertThat(TabWalk.wrongIn(console, console.scene().lookup(".dialog"))).isEmpty();
                console.robot.push(KeyCode.ESCAPE);
                console.until("dialog is gone", () -> !console.isThere(".dialog"));
                console.until("tree", () -> console.reads("esx-01.example.com"));
            }
        }
    }

    @Test
    void dragsTwoVmsOntoTheBackupAreaAndWatchesThemEnd() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1"));
            console.until("details", () -> console.reads("before upgrade"));
            console.picture("inventory");
            console.robot
                    .press(KeyCode.CONTROL)
                    .clickOn(console.line("erp-database"))
                    .release(KeyCode.CONTROL);
            console.robot.drag(console.line("pgtest1")).moveTo("#dropArea").moveBy(5, 5);
            console.picture("drag");
            console.robot.drop();
            console.until("two VMs are listed", () -> console.listed() == 2);
            console.picture("backup");
            console.robot.clickOn("#start");
            console.until("all runs", () -> console.reads("Runs") && console.reads("pgtest1"));
            assertThat(engine.requests())
                    .extracting(BackupRequest::vm)
                    .extracting("value")
                    .containsExactlyInAnyOrder("vm-101", "vm-102");
            RunId run =
                    engine.runs(10).stream()
                            .filter(r -> r.vmName().equals("pgtest1"))
                            .findFirst()
                            .orElseThrow()
                            .id();
            RunStory story = new RunStory(engine, run).transferring();
            console.until("progress in the table", () -> console.reads("26\u2009% transferred"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("two disks", () -> console.reads("Hard disk 2"));
            console.until("time left of the first", () -> console.reads("1 min 12 s"));
            console.until("time left of the second", () -> console.reads("29 s"));
            console.picture("run");
            chooseDark(console);
            console.picture("run-dark");
            story.completed();
            console.until("completed", () -> console.reads("Completed"));
            console.picture("run-completed-dark");
        }
    }

    @Test
    void showsWhyARunFailedAndWhatToDo() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunStory.history(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("history", () -> console.reads("erp-database"));
            console.picture("runs");
            console.robot.doubleClickOn(console.row("erp-database"));
            console.until("what", () -> console.reads("Hard disk 1 could not be read."));
            console.until("its end", () -> console.reads("Backup failed: DISK-READ-FAILED."));
            console.picture("run-failed");
            console.robot.clickOn("#problemDetails");
            console.until("dialog", () -> console.isThere(".error"));
            console.until("code", () -> console.reads("DISK-READ-FAILED"));
            console.until("VM", () -> console.reads("erp-database on vcenter.example.com"));
            console.picture("problem");
            console.robot.push(KeyCode.ESCAPE);
            console.until("dialog is gone", () -> !console.isThere(".error"));
        }
    }

    @Test
    void keepsTheHistoryOverARestart() {
        FakeEngine engine = FakeEngine.withVCenter("vc");
        engine.past("vm-101", run -> FakeRun.completed(run, "k3v7", engine.now().plusSeconds(263)));
        for (int start = 1; start <= 2; start++) {
            try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
                console.robot.clickOn("#runs");
                console.until("history", () -> console.reads("Restore point k3v7"));
                console.robot.doubleClickOn(console.row("pgtest1"));
                console.until("its disks", () -> console.reads("Hard disk 2"));
                console.until("its end", () -> console.reads("Completed"));
            }
        }
    }

    private static void chooseDark(ConsoleBench console) {
        console.robot.clickOn("#settings");
        console.until("settings", () -> console.isThere("#themeDark"));
        console.robot.clickOn("#themeDark");
        console.robot.clickOn("#runs");
        console.until("runs", () -> console.hasRow("pgtest1"));
        console.robot.doubleClickOn(console.row("pgtest1"));
        console.until("the run", () -> console.reads("Hard disk 2"));
    }
}
