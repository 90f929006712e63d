package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.Bandwidth;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import io.sendense.ui.frame.WhenClosed;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The page of settings as an operator works it.
@ExtendWith(ApplicationExtension.class)
class SettingsFlowTest {
    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void changesWhatIsRememberedAndWhatTheEngineHolds() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            open(console);
            console.picture("settings");
            console.robot.clickOn("#whenClosed").clickOn("Stop them safely and end");
            console.robot.clickOn("#notifications");
            console.robot.clickOn("#bandwidth").write("200").push(KeyCode.ENTER);
            console.until("it is applied", () -> console.reads("Applied"));
            assertThat(engine.limits().bandwidth()).isEqualTo(new Bandwidth(200L << 20));
            console.robot.clickOn("#themeDark");
            console.until(
                    "it is stored",
                    () ->
                            console.stored()
                                    .filter(s -> s.theme() == ThemeChoice.DARK)
                                    .filter(s -> s.whenClosed() == WhenClosed.STOP)
                                    .filter(s -> !s.notifications())
                                    .isPresent());
            console.robot.push(KeyCode.ESCAPE);
            console.picture("settings-dark");
            scrollDown(console);
            console.robot.clickOn(".test");
            console.until(
                    "it answers",
                    () -> console.reads("The logon works: VMware vCenter Server 8.0.3"));
            console.picture("settings-lower-dark");
            console.robot.clickOn(".remove");
            console.until("question", () -> console.isThere(".dialog"));
            console.picture("settings-remove-dark");
            console.robot.clickOn(".dialog #confirm");
            console.until(
                    "none is left",
                    () -> console.reads("No vCenter yet. Add one to see its virtual machines."));
            assertThat(engine.vcenters()).isEmpty();
            console.robot.clickOn("#showLicences");
            console.until("licences", () -> console.hasRow("AtlantaFX"));
            console.picture("licences-dark");
        }
    }

    @Test
    void speaksGerman() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        ConsoleSettings german =
                new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);
        try (ConsoleBench console = new ConsoleBench(engine, german)) {
            open(console);
            console.picture("settings-german");
            scrollDown(console);
            console.picture("settings-lower-german");
        }
    }

    private static void open(ConsoleBench console) {
        console.robot.clickOn("#settings");
        console.until("settings", () -> console.isThere("#themeDark"));
        console.until(
                "limits",
                () ->
                        !console.robot
                                .lookup("#hostBytes")
                                .queryTextInputControl()
                                .getText()
                                .isEmpty());
    }

    private static void scrollDown(ConsoleBench console) {
        WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        console.robot
                                .lookup(".settings-scroll")
                                .queryAs(ScrollPane.class)
                                .setVvalue(1));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
