package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The console worked by keyboard.
@ExtendWith(ApplicationExtension.class)
class ConsoleKeyboardTest {
    private static final RunId FIRST = new RunId(1);

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void backsUpWithTheKeyboardAloneAndCancels() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("tree", () -> console.reads("Frankfurt"));
            console.robot.clickOn("#search").write("erp-d");
            console.until("found", () -> console.reads("erp-database"));
            console.robot.clickOn(console.line("erp-database"));
            console.robot.push(KeyCode.ENTER);
            console.until("one VM is listed", () -> console.listed() == 1);
            console.robot.push(KeyCode.ALT, KeyCode.S);
            console.until("the run is shown", () -> console.isThere("#cancel"));
            console.until("it is pending", () -> console.reads("Pending"));
            RunStory story = new RunStory(engine, FIRST).transferring();
            console.until("it transfers", () -> console.reads("Transferring"));
            console.robot.clickOn("#cancel");
            console.until("it is cancelling", () -> console.reads("Cancelling"));
            story.cancelled();
            console.until("it is cancelled", () -> console.stateIs("Cancelled"));
            console.until("nothing left to cancel", () -> !console.isThere("#cancel"));
            console.picture("run-cancelled");
        }
    }

    @Test
    void theKeyboardStaysInADialogAndGoesThroughItInItsOrder() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("tree", () -> console.reads("Frankfurt"));
            console.robot.clickOn("#add-vcenter");
            console.until("dialog", () -> console.focusIs("address"));
            for (String next : new String[] {"user", "password", "name"}) {
                console.robot.push(KeyCode.TAB);
                console.until(next, () -> console.focusIs(next));
            }
            console.robot.push(KeyCode.ALT, KeyCode.P);
            console.until("not the page's repository", () -> console.focusIs("password"));
            console.robot.push(KeyCode.ALT, KeyCode.R);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(console.isThere("#dropArea")).as("the page did not change").isTrue();
            console.robot.push(KeyCode.ESCAPE);
            console.until("dialog is gone", () -> !console.isThere(".dialog"));
            console.robot.push(KeyCode.ALT, KeyCode.R);
            console.until("now it does", () -> console.reads("No runs yet"));
        }
    }

    @Test
    void theKeyboardGoesIntoTheRunThatWasOpenedAndBackToItsRow() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunStory.history(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("history", () -> console.hasRow("mail-01"));
            console.robot.clickOn(console.row("mail-01"));
            console.robot.push(KeyCode.ENTER);
            console.until("the run", () -> console.stateIs("Completed"));
            console.until("the way back", () -> console.focusIs("back"));
            assertThat(console.scene().getFocusOwner().isFocusVisible())
                    .as("the way back shows that it has the keyboard")
                    .isTrue();
            console.robot.push(KeyCode.SPACE);
            console.until("all runs", () -> console.focusIs("table"));
        }
    }

    @Test
    void keysLeadToThePagesAndBackFromARun() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunStory.history(engine);
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
            console.until("history", () -> console.hasRow("mail-01"));
            console.robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
            console.until("inventory", () -> console.isThere("#dropArea"));
            console.robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
            for (KeyCode[] back : new KeyCode[][] {{KeyCode.ALT, KeyCode.LEFT}, {KeyCode.ESCAPE}}) {
                console.robot.clickOn(console.row("mail-01")).push(KeyCode.ENTER);
                console.until("the run", () -> console.stateIs("Completed"));
                console.robot.push(back);
                console.until("all runs", () -> console.hasRow("mail-01"));
            }
        }
    }

    @Test
    void escapeClosesAMenuBeforeItLeavesTheRun() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunId run = engine.past("vm-101", r -> FakeRun.in(r, RunPhase.TRANSFER));
        new RunStory(engine, run).transferring();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("the run", () -> console.hasRow("pgtest1"));
            console.robot.clickOn(console.row("pgtest1")).push(KeyCode.ENTER);
            console.until("it transfers", () -> console.reads("Transferring"));
            console.robot.clickOn("#speed");
            console.until("menu", console::isMenuOpen);
            console.robot.push(KeyCode.ESCAPE);
            console.until("no menu", () -> !console.isMenuOpen());
            assertThat(console.reads("Transferring")).as("the run is still shown").isTrue();
            console.robot.push(KeyCode.ESCAPE);
            console.until("all runs", () -> console.hasRow("pgtest1"));
        }
    }

    @Test
    void f5ReadsThePageAnew() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#runs");
            console.until("no runs", () -> console.reads("No runs yet"));
            engine.past("vm-101", FakeRun::unlisted);
            console.robot.push(KeyCode.F5);
            console.until("the run", () -> console.hasRow("pgtest1"));
        }
    }
}
