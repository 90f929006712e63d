package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import io.sendense.ui.frame.WhenClosed;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Closing the window while backups run, the tray, and how the ends of runs are told.
@ExtendWith(ApplicationExtension.class)
class ClosingFlowTest {
    private static final RunId FIRST = new RunId(1);
    private static final ConsoleSettings GERMAN =
            new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.GERMAN, 1280, 800, false);

    private static final ConsoleSettings DARK =
            new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800, false);
    private static final ConsoleSettings GERMAN_LIGHT =
            new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);

    private final FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");

    @Start
    private void start(Stage unused) {
        Platform.setImplicitExit(false);
        engine.past("vm-101", run -> FakeRun.in(run, RunPhase.TRANSFER));
    }

    @Test
    void goesBackOrStopsSafely() {
        FakeDesktop desktop = FakeDesktop.whole();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light(), desktop)) {
            untilItRuns(console, desktop);
            close(console);
            console.until("question", () -> console.reads("A backup is running"));
            assertThat(said(console, "#keepText")).contains("in the tray");
            console.picture("closing");
            console.robot.clickOn(".dialog #cancel");
            console.until("it stays", () -> !console.isThere(".dialog"));
            close(console);
            console.until("question again", () -> console.isThere(".dialog"));
            console.robot.clickOn(".dialog #confirm");
            console.until("stopping", () -> console.reads("Stopping safely"));
            console.until(
                    "cancelled", () -> engine.runs(1).getFirst().state() == RunState.CANCELLING);
            assertThat(console.closedWith()).isEmpty();
            engine.change(FIRST, r -> FakeRun.cancelled(r, engine.now()));
            console.until("closed", () -> console.closedWith().isPresent());
            assertThat(console.closedWith())
                    .get()
                    .extracting(s -> s.window().width())
                    .isEqualTo(1280.0);
            console.until("no icon is left", () -> desktop.menu.get() == null);
        }
    }

    @Test
    void goesOnInTheTrayAndComesBackFromIt() {
        FakeDesktop desktop = FakeDesktop.whole();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light(), desktop)) {
            untilItRuns(console, desktop);
            new RunStory(engine, FIRST).transferring();
            close(console);
            console.until("question", () -> console.isThere(".dialog"));
            console.robot.clickOn(".dialog #always").clickOn(".dialog #keep");
            console.until("gone from the screen", () -> !console.window().isShowing());
            console.until(
                    "progress in the tray",
                    () -> desktop.words.getLast().equals("Sendense: 1 backup, 26\u2009%"));
            engine.complete(FIRST);
            console.until("told", () -> desktop.notices.size() == 1);
            desktop.notices.getFirst().opened().run();
            console.until("the window is back", () -> console.window().isShowing());
            console.until("with the run", () -> console.stateIs("Completed"));
            console.until(
                    "the choice is remembered",
                    () ->
                            console.stored()
                                    .filter(s -> s.whenClosed() == WhenClosed.KEEP_RUNNING)
                                    .isPresent());
            desktop.menu.get().quit().action().run();
            console.until("closed", () -> console.closedWith().isPresent());
        }
    }

    @Test
    void saysThatThereIsNoTrayAndStaysMinimised() {
        try (ConsoleBench console = new ConsoleBench(engine, GERMAN)) {
            console.until("the run is known", () -> console.reads("1 Lauf aktiv"));
            close(console);
            console.until("question", () -> console.reads("Minimiert weiterlaufen"));
            assertThat(said(console, "#keepText")).contains("keinen Infobereich", "nur minimiert");
            console.picture("closing-german-dark");
            console.robot.clickOn(".dialog #keep");
            console.until("minimised", () -> ((Stage) console.window()).isIconified());
            assertThat(console.closedWith()).isEmpty();
        }
    }

    @Test
    void asksBeforeScheduledJobsAreLeftUnrunAndGoesOnInTheTray() throws Exception {
        FakeEngine idle = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(idle);
        FakeDesktop desktop = FakeDesktop.whole();
        try (ConsoleBench console = new ConsoleBench(idle, ConsoleBench.light(), desktop)) {
            assertThat(desktop.menu.get()).as("no tray without need").isNull();
            close(console);
            console.until("question", () -> console.reads("3 jobs are scheduled"));
            assertThat(console.reads("Next: Databases, today, 22:00 (in 2 h)")).isTrue();
            console.picture("closing-jobs");
            console.robot.clickOn(".dialog #keep");
            console.until("gone from the screen", () -> !console.window().isShowing());
            console.until("an icon", () -> desktop.words.contains("Sendense"));
            desktop.menu.get().quit().action().run();
            console.until("asked in the window", () -> console.isThere(".dialog"));
            console.robot.clickOn(".dialog #always").clickOn(".dialog #confirm");
            console.until("closed", () -> console.closedWith().isPresent());
            assertThat(console.closedWith().orElseThrow().whenScheduled())
                    .isEqualTo(WhenClosed.STOP);
            assertThat(console.closedWith().orElseThrow().whenClosed()).isEqualTo(WhenClosed.ASK);
        }
    }

    @Test
    void asksOfScheduledJobsInTheDarkAndInGerman() throws Exception {
        FakeEngine idle = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(idle);
        try (ConsoleBench console = new ConsoleBench(idle, DARK, FakeDesktop.whole())) {
            close(console);
            console.until("question", () -> console.reads("3 jobs are scheduled"));
            console.picture("closing-jobs-dark");
            console.robot.clickOn(".dialog #cancel");
            console.until("it stays", () -> !console.isThere(".dialog"));
            assertThat(console.closedWith()).isEmpty();
        }
        try (ConsoleBench console = new ConsoleBench(idle, GERMAN_LIGHT)) {
            close(console);
            console.until("question", () -> console.reads("3 Jobs sind geplant"));
            console.picture("closing-jobs-german");
            console.robot.clickOn(".dialog #confirm");
            console.until("closed", () -> console.closedWith().isPresent());
        }
    }

    @Test
    void showsNoticesInTheWindow() {
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("the run is known", () -> console.reads("1 run active"));
            RunId second = engine.past("vm-102", r -> FakeRun.in(r, RunPhase.TRANSFER));
            engine.complete(FIRST);
            console.until("told", () -> console.reads("Backup of pgtest1 completed"));
            engine.change(
                    second,
                    r ->
                            FakeRun.failed(
                                    r,
                                    Problem.of(ProblemCode.DISK_READ_FAILED)
                                            .with("label", "Hard disk 1")
                                            .with("cause", "HTTP 503."),
                                    engine.now()));
            console.until("told too", () -> console.reads("Backup of erp-database failed"));
            console.picture("toasts");
            console.robot.clickOn("Backup of erp-database failed");
            console.until("the run", () -> console.stateIs("Failed"));
            assertThat(console.reads("Backup of erp-database failed")).isFalse();
            console.robot.clickOn(".toast-close");
            console.until("none left", () -> !console.isThere(".toast"));
        }
    }

    private static String said(ConsoleBench console, String label) {
        return console.robot.lookup(label).queryLabeled().getText();
    }

    private static void untilItRuns(ConsoleBench console, FakeDesktop desktop) {
        console.until("the run is known", () -> console.reads("1 run active"));
        console.until("an icon in the tray", () -> desktop.menu.get() != null);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void close(ConsoleBench console) {
        WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        console.window()
                                .fireEvent(
                                        new WindowEvent(
                                                console.window(),
                                                WindowEvent.WINDOW_CLOSE_REQUEST)));
    }
}
