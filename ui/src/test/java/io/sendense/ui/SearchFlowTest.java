package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The search over everything, worked by keyboard alone.
@ExtendWith(ApplicationExtension.class)
class SearchFlowTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");

    @Start
    private void start(Stage unused) {
        RunStory.history(engine);
    }

    @Test
    void findsVmsRunsPointsAndCommands() {
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("tree", () -> console.reads("Frankfurt"));
            open(console);
            console.until("commands", () -> console.reads("Go to Runs"));
            console.picture("search-commands");
            console.robot.write("erp");
            console.until("a VM", () -> console.reads("erp-application"));
            console.until("a run", () -> console.reads("erp-database, run 6"));
            console.until("the other thing", () -> console.reads("Ctrl+Enter: add to backup"));
            console.picture("search");
            console.robot.push(KeyCode.DOWN);
            console.until("the next one", () -> selected(console) == 1);
            console.robot.push(KeyCode.UP).push(KeyCode.UP);
            console.until("the first", () -> selected(console) == 0);
            console.robot.push(KeyCode.ESCAPE);
            open(console);
            console.robot.write("pgtest1").push(KeyCode.ENTER);
            console.until("the search is gone", () -> !console.isThere(".palette"));
            console.until("the VM's snapshots", () -> console.reads("before upgrade"));
            console.until("its line", () -> console.line("pgtest1").isVisible());
            open(console);
            console.robot.write("mail run").push(KeyCode.ENTER);
            console.until("the run", () -> console.stateIs("Completed"));
            open(console);
            console.robot.write("fileserver").push(KeyCode.CONTROL, KeyCode.ENTER);
            console.until(
                    "listed for a backup", () -> console.isThere("#list") && console.listed() == 1);
            open(console);
            console.robot.write("dark col").push(KeyCode.ENTER);
            console.until(
                    "dark",
                    () -> console.stored().filter(s -> s.theme() == ThemeChoice.DARK).isPresent());
            open(console);
            console.robot.write("no such thing anywhere");
            console.until("nothing", () -> console.reads("Nothing matches."));
            console.robot.push(KeyCode.ENTER).push(KeyCode.ESCAPE);
            console.until("closed", () -> !console.isThere(".palette"));
            assertThat(console.isThere("#list")).as("still where it was").isTrue();
        }
    }

    @Test
    void speaksGermanInTheDark() {
        ConsoleSettings german =
                new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.GERMAN, 1280, 800, false);
        try (ConsoleBench console = new ConsoleBench(engine, german)) {
            console.until("tree", () -> console.reads("Frankfurt"));
            open(console);
            console.robot.write("pg");
            console.until("a run", () -> console.reads("pgtest1, Lauf 5"));
            console.picture("search-german-dark");
        }
    }

    private static void open(ConsoleBench console) {
        console.robot.push(KeyCode.CONTROL, KeyCode.K);
        console.until("search", () -> console.focusIs("query"));
        console.until("everything is read", () -> !console.isThere("#reading"));
    }

    private static int selected(ConsoleBench console) {
        return console.robot
                .lookup("#found")
                .queryAs(ListView.class)
                .getSelectionModel()
                .getSelectedIndex();
    }
}
