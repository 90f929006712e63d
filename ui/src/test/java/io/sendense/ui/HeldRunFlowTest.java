package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.util.Map;
import javafx.scene.control.ListView;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A run whose second disk has failed: it is looked into, and read again.
@ExtendWith(ApplicationExtension.class)
class HeldRunFlowTest {
    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    private static void open(ConsoleBench console) {
        console.robot.clickOn("#runs");
        console.until("the run", () -> console.hasRow("pgtest1"));
        console.robot.clickOn(console.row("pgtest1")).push(KeyCode.ENTER);
        console.until("its disks", () -> console.reads("Hard disk 2"));
    }

    private static ListView<?> log(ConsoleBench console) {
        return console.robot.lookup("#events").queryAs(ListView.class);
    }

    private static String chart(ConsoleBench console) {
        return console.robot.lookup("#rates").query().getAccessibleText();
    }

    private static String copied() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
    }

    @Test
    void theFailedDiskIsReadAgain() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring().held();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            open(console);
            console.until("its state", () -> console.stateIs("Awaiting retry"));
            console.until(
                    "how long still",
                    () ->
                            console.reads(
                                    "Hard disk 2: failed. The snapshot is held for 9 min 41 s more,"
                                            + " for another attempt at the same moment."));
            console.until("waits", () -> console.reads("Waits mostly for the source"));
            console.until(
                    "rates", () -> chart(console).startsWith("Rate over time. Last at 1 min"));
            console.picture("run-held");

            console.robot.clickOn("#info").clickOn("#warnings");
            console.until("only errors", () -> log(console).getItems().size() == 1);
            console.robot.clickOn("#copy");
            assertThat(copied()).contains("Error  Hard disk 2: failed.");
            console.robot.clickOn("#info").clickOn("#warnings");
            console.robot.clickOn("#events").push(KeyCode.HOME).push(KeyCode.CONTROL, KeyCode.C);
            assertThat(copied()).doesNotContain("Hard disk 2: failed.").contains("Info");

            console.robot.clickOn("#rates").moveTo("#title").push(KeyCode.HOME).push(KeyCode.RIGHT);
            console.until("the second point", () -> chart(console).startsWith("Rate at 2 s:"));

            console.robot.clickOn("#retry");
            console.until("asked for", () -> engine.retried().contains(run));
            engine.event(run, EventCode.RETRY_REQUESTED, Map.of());
            console.until("it goes on", () -> console.stateIs("Running"));
            console.until("no button", () -> !console.isThere("#retry"));
        }
    }

    @Test
    void remembersTheColumnsOfTheDisks() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring();
        ConsoleSettings left;
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            open(console);
            WaitForAsyncUtils.waitForAsyncFx(
                    5000,
                    () -> {
                        column(console, "size").setVisible(true);
                        column(console, "transport").setVisible(false);
                    });
            console.until(
                    "it is stored",
                    () ->
                            console.stored()
                                    .map(s -> s.layouts().getOrDefault("Run.disks", ""))
                                    .filter(s -> s.contains(" hidden"))
                                    .filter(s -> s.matches(".*transport \\d+ hidden.*"))
                                    .filter(s -> s.matches(".*size \\d+ shown.*"))
                                    .isPresent());
            left = console.stored().orElseThrow();
        }
        try (ConsoleBench console = new ConsoleBench(engine, left)) {
            open(console);
            assertThat(column(console, "size").isVisible()).isTrue();
            assertThat(column(console, "transport").isVisible()).isFalse();
        }
    }

    private static TreeTableColumn<?, ?> column(ConsoleBench console, String id) {
        TreeTableView<?> table = console.robot.lookup("#disks").queryAs(TreeTableView.class);
        return table.getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void looksWellOnALargeScreenAndInGerman() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring().held();
        ConsoleSettings wide =
                new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1920, 1080, false);
        try (ConsoleBench console = new ConsoleBench(engine, wide)) {
            open(console);
            console.until("waits", () -> console.reads("Waits mostly for the source"));
            console.robot.moveTo("#rates");
            console.until("a point", () -> chart(console).startsWith("Rate at "));
            console.picture("run-held-wide-dark");
        }
        ConsoleSettings german =
                new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);
        try (ConsoleBench console = new ConsoleBench(engine, german)) {
            open(console);
            console.until("waits", () -> console.reads("Wartet vor allem auf die Quelle"));
            console.picture("run-held-german");
        }
    }
}
