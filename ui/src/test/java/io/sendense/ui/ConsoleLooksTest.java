package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// What the console shows at its edges: large, empty, in its other order, and when nothing moves.
@ExtendWith(ApplicationExtension.class)
class ConsoleLooksTest {
    private static final RunId FIRST = new RunId(1);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void looksWellOnALargeDarkScreen() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        ConsoleSettings large =
                new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1600, 1000, false);
        try (ConsoleBench console = new ConsoleBench(engine, large)) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1"));
            console.until("details", () -> console.reads("before upgrade"));
            console.robot.push(KeyCode.ENTER);
            console.until("one VM is listed", () -> console.listed() == 1);
            console.picture("inventory-large-dark");
            console.robot.clickOn("#start");
            console.until("the run is shown", () -> console.isThere("#cancel"));
            new RunStory(engine, FIRST).transferring();
            console.until("time left", () -> console.reads("1 min 12 s"));
            console.until(
                    "events", () -> console.reads("Snapshot snapshot-51 was created in 2.6 s."));
            console.until(
                    "its rates",
                    () ->
                            console.robot
                                    .lookup("#rates")
                                    .query()
                                    .getAccessibleText()
                                    .startsWith("Rate over time"));
            console.picture("run-large-dark");
        }
    }

    @Test
    void showsTheVmsInTheirFoldersWithTheirLastBackup() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run =
                engine.startBackup(
                        new BackupRequest(
                                "vcenter.example.com",
                                new ObjectId("vm-101"),
                                Optional.empty(),
                                BackupOptions.usual()));
        new RunStory(engine, run).transferring().completed();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1"));
            console.until("its last backup", () -> console.hasRow("Crash-consistent"));
            console.until("its size", () -> console.hasRow("20.5 GiB"));
            console.picture("inventory-last-backup");
            console.robot.clickOn("#vms");
            console.until("folders", () -> console.reads("Production"));
            for (String name : new String[] {"Production", "Databases", "Test"}) {
                console.robot.clickOn(console.line(name)).push(KeyCode.RIGHT);
            }
            console.until("template", () -> console.reads("windows-2022"));
            console.robot.clickOn(console.line("fileserver-02"));
            console.until("why not", () -> console.reads("Off, independent"));
            console.until(
                    "its concerns",
                    () ->
                            console.reads(
                                    "Hard disk 2 is independent: snapshots pass it by, and it is left out."
                                            + System.lineSeparator()
                                            + "Make it dependent if it belongs into the backup."));
            console.picture("inventory-folders");
        }
    }

    @Test
    void saysWhereThereIsNothingYet() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("no selection", () -> console.reads("Nothing selected"));
            console.picture("nothing-selected");
            console.robot.clickOn("#runs");
            console.until("no runs", () -> console.reads("No runs yet"));
            console.picture("no-runs");
        }
        engine.past("vm-101", FakeRun::unlisted);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("a run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until(
                    "no disks",
                    () -> console.reads("The disks are listed as soon as the snapshot is there."));
            console.until("no events", () -> console.reads("Nothing has happened yet."));
            console.picture("run-pending");
        }
    }

    @Test
    void leavesTheScreenAloneWhileNothingChanges() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("it transfers", () -> console.reads("Transferring"));
            console.robot.moveTo("#title");
            assertThat(console.pulses(Duration.ofSeconds(2)))
                    .as("frames the toolkit drew in two seconds, with %s", console.drawn())
                    .isLessThan(6);
        }
    }
}
