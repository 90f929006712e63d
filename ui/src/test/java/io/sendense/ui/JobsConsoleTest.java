package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Jobs as an operator works with them.
@ExtendWith(ApplicationExtension.class)
class JobsConsoleTest {
    private static final ConsoleSettings DARK =
            new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800, false);
    private static final ConsoleSettings GERMAN =
            new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void definesTheFirstJobFromWhatIsDraggedIntoTheEditor() {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#jobs");
            console.until("what to do", () -> console.reads("No jobs yet"));
            console.picture("jobs-empty");
            console.robot.clickOn("#firstJob");
            console.until("editor", () -> console.isThere(".job-editor"));
            console.robot.clickOn("#save");
            console.until("it says so", () -> console.reads("Give the job a name."));
            console.robot.write("Databases");
            console.robot.clickOn("#pickVms");
            console.until("folders", () -> console.reads("Production"));
            console.robot.drag(console.line("Production")).moveTo("#included").moveBy(5, 5).drop();
            console.until("its VMs", () -> console.reads("pgtest1"));
            console.robot.clickOn(console.line("Production")).push(KeyCode.RIGHT);
            console.robot.clickOn(console.line("fileserver-02"));
            console.robot.clickOn("#pickExclude");
            console.until("one less", () -> console.reads("3 VMs, 124 GiB used"));
            console.picture("job-editor");
            console.robot.clickOn("#pickTags");
            console.until("tags", () -> console.reads("backup/silver"));
            console.robot.clickOn("backup/silver").push(KeyCode.ENTER);
            console.until("one more", () -> console.reads("4 VMs, 165 GiB used"));
            console.robot.clickOn("#weekly");
            console.robot.clickOn("#zone").write("nowhere").push(KeyCode.ESCAPE);
            console.robot.clickOn("#zone").write("new york").push(KeyCode.ENTER);
            console.until("another zone", () -> console.reads("America/New_York"));
            console.picture("job-editor-tags");
            console.robot.clickOn("#daily").clickOn("#save");
            console.until("it is listed", () -> console.reads("Daily at 22:00 (America/New_York)"));
            JobDefinition saved = engine.jobs().saved().getFirst();
            assertThat(saved.name()).isEqualTo("Databases");
            assertThat(saved.selection().included())
                    .extracting("kind", "id")
                    .containsExactly(
                            tuple(SelectorKind.FOLDER, "group-v10"),
                            tuple(SelectorKind.TAG, "urn:tag:silver"));
            assertThat(saved.selection().excluded())
                    .extracting("name")
                    .containsExactly("fileserver-02");
        }
    }

    @Test
    void dragsVmsToANewJobAndWatchesItRun() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        engine.refuseBackup(
                "erp-application", Problem.of(ProblemCode.VM_BUSY).with("vm", "erp-application"));
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.openHosts();
            console.robot.clickOn("#asideJobs");
            console.robot.clickOn(console.line("pgtest1"));
            console.robot
                    .press(KeyCode.CONTROL)
                    .clickOn(console.line("erp-database"))
                    .release(KeyCode.CONTROL);
            console.robot.drag(console.line("pgtest1")).moveTo("#newJobTarget").moveBy(5, 5).drop();
            console.until("editor", () -> console.reads("2 VMs, 82.6 GiB used"));
            console.robot.clickOn("#name").write("Databases");
            console.robot.clickOn("#save");
            console.until("a target", () -> console.reads("erp-database, pgtest1"));
            console.robot.clickOn("#vms");
            console.until("folders", () -> console.reads("Production"));
            console.robot
                    .drag(console.line("Production"))
                    .moveTo("erp-database, pgtest1")
                    .moveBy(3, 3);
            console.picture("drag-to-job");
            console.robot.drop();
            console.until(
                    "it says so", () -> console.reads("Added to Databases: folder Production."));
            console.picture("job-added");
            console.robot.clickOn("#jobs").clickOn("Databases").clickOn("#runNow");
            console.until("it runs", () -> console.reads("1 of 4 VMs"));
            console.robot.push(KeyCode.ENTER);
            console.until("its VMs", () -> console.hasRow("fileserver-02"));
            new RunStory(engine, run(engine, "erp-database")).transferring();
            console.until("rates", () -> console.hasRow("389 MiB/s"));
            console.robot.clickOn(console.row("erp-database")).push(KeyCode.RIGHT);
            console.until("its disks", () -> console.hasRow("Hard disk 1"));
            console.until(
                    "the curve",
                    () ->
                            console.robot
                                    .lookup("#rates")
                                    .query()
                                    .getAccessibleText()
                                    .startsWith("Rate over time."));
            console.picture("job-run");
            console.robot.doubleClickOn(console.row("erp-database"));
            console.until("its run", () -> console.isThere("#events"));
            console.robot.push(KeyCode.ESCAPE);
            console.until("back", () -> console.hasRow("fileserver-02"));
            for (String vm : new String[] {"erp-database", "fileserver-02", "pgtest1"}) {
                engine.complete(run(engine, vm));
            }
            console.until("failed for one", () -> console.stateIs("Failed"));
            console.picture("job-run-failed");
        }
    }

    private static RunId run(FakeEngine engine, String vm) {
        return engine.runs(100).stream()
                .filter(run -> run.vmName().equals(vm))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void showsJobsThatHaveRunForTwoWeeks() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#jobs");
            console.until("jobs", () -> console.reads("Shop"));
            console.robot.clickOn("Databases");
            console.robot.clickOn("#runNow");
            console.until("it runs", () -> console.reads("0 of 2 VMs"));
            console.picture("jobs");
            console.robot.clickOn("Shop").push(KeyCode.DELETE);
            console.until("question", () -> console.reads("Remove job Shop?"));
            console.picture("job-remove");
            console.robot.clickOn(".dialog #confirm");
            console.until("it is gone", () -> !console.reads("vApp Shop"));
        }
        try (ConsoleBench console = new ConsoleBench(engine, DARK)) {
            console.robot.clickOn("#jobs");
            console.until("jobs", () -> console.reads("Databases"));
            Instant now = engine.now();
            engine.jobs().skipped(new JobId(1), now.minus(Duration.ofHours(24)), now, 2);
            console.until("skipped", () -> console.reads("0 of 2 VMs  \u00b7  2 times skipped"));
            console.picture("jobs-dark");
            console.robot.clickOn(".job-mark.warning:last-child");
            console.until(
                    "why", () -> console.reads("The job Databases was due while it still ran."));
            console.picture("job-run-skipped-dark");
            console.robot.push(KeyCode.ESCAPE);
            console.until("back", () -> console.reads("Production without databases"));
            console.robot.clickOn("Production without databases").push(KeyCode.ENTER);
            console.until("editor", () -> console.reads("2 VMs, 82.6 GiB used"));
            console.picture("job-editor-dark");
        }
    }

    @Test
    void speaksGerman() throws Exception {
        FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
        SampleJobs.define(engine);
        try (ConsoleBench console = new ConsoleBench(engine, GERMAN)) {
            console.robot.clickOn("#jobs");
            console.until("jobs", () -> console.reads("Databases"));
            console.picture("jobs-german");
            console.robot.clickOn("Production without databases").push(KeyCode.ENTER);
            console.until("editor", () -> console.reads("2 VMs, 82,6\u00a0GiB belegt"));
            console.picture("job-editor-german");
        }
    }
}
