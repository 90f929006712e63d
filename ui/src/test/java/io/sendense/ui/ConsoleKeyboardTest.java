package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RunId;
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
            console.robot.push(KeyCode.SPACE);
            console.until("all runs", () -> console.focusIs("table"));
        }
    }
}
