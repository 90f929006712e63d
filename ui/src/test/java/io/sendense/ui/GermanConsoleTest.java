package io.sendense.ui;

import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The main pages in German: all in that language, and none of it cut off.
@ExtendWith(ApplicationExtension.class)
class GermanConsoleTest {
    private static final ConsoleSettings GERMAN =
            new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void showsTheInventory() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, GERMAN)) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1"));
            console.until("details", () -> console.reads("before upgrade"));
            console.robot.push(KeyCode.ENTER);
            console.until("one VM is listed", () -> console.reads("1 VM gew\u00e4hlt"));
            console.picture("inventory-german");
            console.robot.clickOn("#vms");
            console.until("folders", () -> console.reads("Production"));
            for (String name : new String[] {"Production", "Databases", "Test"}) {
                console.robot.clickOn(console.line(name)).push(KeyCode.RIGHT);
            }
            console.until("template", () -> console.reads("windows-2022"));
            console.robot.clickOn(console.line("fileserver-02"));
            console.until(
                    "its concerns",
                    () ->
                            console.reads(
                                    "Hard disk 2 ist unabh\u00e4ngig: Snapshots erfassen sie nicht, und sie wird ausgelassen."
                                            + System.lineSeparator()
                                            + "Abh\u00e4ngig machen, wenn sie in die Sicherung geh\u00f6rt."));
        }
    }

    @Test
    void showsARunAndThenHowItFailed() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        RunStory story = new RunStory(engine, run).transferring();
        try (ConsoleBench console = new ConsoleBench(engine, GERMAN)) {
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.doubleClickOn(console.row("pgtest1"));
            console.until("it transfers", () -> console.reads("\u00dcbertr\u00e4gt"));
            console.until(
                    "events", () -> console.reads("Snapshot snapshot-51 wurde in 2,6 s erstellt."));
            console.picture("run-german");
            story.failed();
            console.until(
                    "the problem", () -> console.reads("Hard disk 1 konnte nicht gelesen werden."));
            console.picture("run-failed-german");
            console.robot.clickOn("#problemDetails");
            console.until(
                    "why",
                    () ->
                            console.reads(
                                    "1 min 00 s lang kam kein Byte (Versuche: 5)."
                                            + " Die Verbindung wurde von der Gegenseite abgebrochen."
                                            + " Gelesen wurde Hard disk 1, [ssd-01] pgtest1/pgtest1-flat.vmdk"
                                            + " ab Byte 13.207.863.296, 1\u00a0MiB (1.048.576\u00a0Bytes)"
                                            + " fehlten noch."));
            console.picture("problem-german");
        }
    }
}
