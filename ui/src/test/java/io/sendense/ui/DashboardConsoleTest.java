package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobId;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The first page: empty, full, and where it leads.
@ExtendWith(ApplicationExtension.class)
class DashboardConsoleTest {
    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    private static ConsoleSettings settings(
            ThemeChoice theme, LanguageChoice language, double width, double height) {
        return new ConsoleSettings(theme, language, width, height, false);
    }

    @Test
    void saysWhatToDoFirst() {
        try (ConsoleBench console = new ConsoleBench(new FakeEngine(), ConsoleBench.light())) {
            console.robot.clickOn("#dashboard");
            console.until("welcome", () -> console.reads("Welcome to Sendense"));
            console.picture("dashboard-empty");
            console.robot.clickOn("#firstVCenter");
            console.until("dialog", () -> console.isThere("#address"));
        }
    }

    @Test
    void offersTheFirstJobWhereThereIsNone() {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#dashboard");
            console.until("no jobs", () -> console.reads("No jobs yet"));
            console.until(
                    "unprotected", () -> console.reads("9 virtual machines are not protected"));
            console.picture("dashboard-no-jobs");
            console.robot.clickOn("9 virtual machines are not protected");
            console.until("filtered", () -> console.reads("Not backed up in 7 days"));
            console.robot.clickOn("#dashboard");
            console.robot.clickOn("#dashboardNewJob");
            console.until("editor", () -> console.isThere(".job-editor"));
        }
    }

    @Test
    void showsWhatHasHappenedAndWhatNeedsAPerson() throws Exception {
        FakeEngine engine = busy();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#dashboard");
            console.until("needs", () -> console.reads("Job Shop failed 2 h ago"));
            console.until("rate", () -> console.reads("507 MiB/s"));
            // The curve needs some seconds to be one.
            for (int second = 0; second < 12; second++) {
                Thread.sleep(1000);
                long rate = SampleInventory.GIB / 4 + second % 5 * (SampleInventory.GIB / 16);
                engine.change(
                        moving(engine),
                        run -> FakeRun.transfer(run, 2000, 36L << 30, 9L << 30, rate));
            }
            console.picture("dashboard");
            console.robot.clickOn("Job Shop failed 2 h ago");
            console.until(
                    "its execution", () -> console.reads("Shop") && console.stateIs("Failed"));
            console.robot.push(KeyCode.ESCAPE);
            console.until("back", () -> console.reads("Job Shop failed 2 h ago"));
            console.robot.clickOn("#resultsTile");
            console.until("runs", () -> console.reads("Runs"));
        }
    }

    @Test
    void looksWellDarkGermanAndLarge() throws Exception {
        for (Look look : Look.values()) {
            try (ConsoleBench console = new ConsoleBench(busy(), look.settings)) {
                console.robot.clickOn("#dashboard");
                console.until(
                        "needs",
                        () ->
                                console.reads("Job Shop failed 2 h ago")
                                        || console.reads("Job Shop fehlgeschlagen (vor 2 h)"));
                console.picture(look.picture);
                console.robot.clickOn("usb-disk");
                console.until("repositories", () -> console.reads("/mnt/nas/sendense"));
                console.robot.clickOn("#dashboard");
                console.until("back", () -> console.isThere("#grid"));
                assertThat(console.isThere("#grid")).isTrue();
            }
        }
    }

    private enum Look {
        DARK("dashboard-dark", settings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800)),
        GERMAN("dashboard-german", settings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800)),
        LARGE("dashboard-large", settings(ThemeChoice.LIGHT, LanguageChoice.ENGLISH, 1920, 1080));

        private final String picture;
        private final ConsoleSettings settings;

        Look(String picture, ConsoleSettings settings) {
            this.picture = picture;
            this.settings = settings;
        }
    }

    /// Jobs with two weeks behind them, some points, a failure, and a job that runs.
    private static FakeEngine busy() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(engine);
        RunStory.history(engine);
        SamplePoints.repositories(engine.store());
        for (String vm : new String[] {"vm-103", "vm-104", "vm-107", "vm-108", "vm-141"}) {
            engine.complete(engine.past(vm, run -> run));
        }
        engine.refuseBackup("mail-01", Problem.of(ProblemCode.VM_BUSY).with("vm", "mail-01"));
        engine.jobs().run(new JobId(1));
        new RunStory(engine, moving(engine)).transferring();
        return engine;
    }

    private static RunId moving(FakeEngine engine) {
        return engine.runs(10).stream()
                .filter(each -> each.vmName().equals("pgtest1") && !each.state().ended())
                .findFirst()
                .orElseThrow()
                .id();
    }
}
