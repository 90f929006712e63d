package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The pages of restore points and repositories as an operator works them.
@ExtendWith(ApplicationExtension.class)
class PointsConsoleTest {
    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    private static FakeEngine filled() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        SamplePoints.fill(engine.store());
        return engine;
    }

    private static void openPoints(ConsoleBench console) {
        console.robot.clickOn("#points");
        console.until("VMs", () -> console.reads("pgtest1"));
        console.robot.clickOn(
                console.robot
                        .lookup(".vm-name")
                        .match(node ->
                                node instanceof Labeled label && "pgtest1".equals(label.getText()))
                        .queryLabeled());
        console.until("its points", () -> table(console).getItems().size() == 15);
    }

    private static TableView<?> table(ConsoleBench console) {
        return console.robot.lookup("#table").queryAs(TableView.class);
    }

    @Test
    void looksThroughPointsVerifiesServesAndPlans() {
        FakeEngine engine = filled();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            openPoints(console);
            console.robot.clickOn(console.row("17 Nov 2026, 19:58"));
            console.until(
                    "the finding of the damaged one",
                    () ->
                            console.reads(
                                    "The cluster 17 at offset 1,114,112 has the SHA-256 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef, expected was 9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab."));
            console.robot.clickOn("#timeline");
            console.picture("points");
            console.robot.push(KeyCode.END);
            console.until(
                    "the newest by keyboard",
                    () -> table(console).getSelectionModel().getSelectedIndex() == 0);
            console.robot.push(KeyCode.LEFT);
            console.until(
                    "the one before",
                    () -> table(console).getSelectionModel().getSelectedIndex() == 1);

            console.robot.clickOn("#zoomWeek");
            console.until("days", () -> console.reads("Thu 19 Nov"));
            console.picture("points-week");
            console.robot.clickOn("#zoomAll");

            engine.store().close();
            console.robot.clickOn("#verify");
            console.until("progress", () -> console.isThere("#verifyBar"));
            console.until("how far", () -> console.isThere("#verifyWords"));
            console.robot.clickOn("#serve");
            console.until("served", () -> console.isThere("#servedText"));
            console.picture("points-served");
            engine.store().open();
            console.until(
                    "sound",
                    () ->
                            console.reads(
                                    "pgtest1, 21 Nov 2026, 19:58 is sound: 96 GiB were compared with their"
                                            + " sums."));
            console.robot.clickOn("#servedCopy");
            String copied =
                    WaitForAsyncUtils.waitForAsyncFx(
                            5000, () -> Clipboard.getSystemClipboard().getString());
            assertThat(copied).startsWith("nbd://127.0.0.1:43501/").endsWith("-disk-2000");
            console.robot.clickOn("#servedStop");
            console.until("stopped", () -> !console.isThere("#servedText"));
            console.robot.clickOn("#plan");
            console.until("the plan", () -> console.reads("Left out"));
            console.picture("points-plan");
            console.robot.push(KeyCode.ESCAPE);
        }
    }

    @Test
    void exportsADisk() {
        FakeEngine engine = filled();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            openPoints(console);
            console.robot.clickOn("#export");
            console.until("the dialog", () -> console.isThere("#target"));
            engine.store().close();
            WaitForAsyncUtils.waitForAsyncFx(
                    5000,
                    () -> {
                        console.robot
                                .lookup("#target")
                                .queryAs(TextInputControl.class)
                                .setText("/srv/export/pgtest1-disk-2000.raw");
                        return null;
                    });
            console.robot.push(KeyCode.ENTER);
            console.until("progress", () -> console.isThere("#bar"));
            console.picture("points-export");
            engine.store().open();
            console.until(
                    "written",
                    () ->
                            console.reads(
                                    "Written: /srv/export/pgtest1-disk-2000.raw, a disk of 102 GiB."));
            console.robot.push(KeyCode.ENTER);
            console.until("closed", () -> !console.isThere("#target"));
            assertThat(engine.store().exports()).hasSize(1);
        }
    }

    @Test
    void looksAfterRepositories() {
        FakeEngine engine = filled();
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#repositories");
            console.until("cards", () -> console.reads("nas-archive"));
            console.picture("repositories");
            console.robot.clickOn("#add");
            console.until("the dialog", () -> console.isThere("#folder"));
            console.robot.write("/mnt/second");
            console.until("a name", () -> named(console).equals("second"));
            console.picture("repository-add");
            console.robot.push(KeyCode.ENTER);
            console.until("added", () -> console.reads("second was made and is empty."));
            console.robot.clickOn("#writtenBy").clickOn("#byQemu");
            console.until(
                    "written by it",
                    () ->
                            console.reads(
                                    "Backups into second are written by qemu-nbd 7.2.22 (/usr/bin/qemu-nbd) from now on. Backups that compress cannot go there."));
            console.picture("repository-target");
            console.robot.clickOn("#forget");
            console.until("the question", () -> console.reads("Forget second?"));
            console.picture("repository-forget");
            console.robot.clickOn("#confirm");
            console.until("gone", () -> !console.reads("second"));
            engine.store().close();
            console.robot.clickOn("#check").clickOn("#checkAll");
            console.until("progress", () -> console.isThere("#checkBar"));
            console.until("bytes", () -> console.isThere("#checkWords"));
            engine.store().open();
            console.until("damage", () -> console.isThere("#checkProblem"));
            console.picture("repository-checked");
        }
    }

    private static String named(ConsoleBench console) {
        return console.robot.lookup("#name").queryAs(TextInputControl.class).getText();
    }

    @Test
    void looksWellInTheDark() {
        ConsoleSettings dark =
                new ConsoleSettings(ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800, false);
        try (ConsoleBench console = new ConsoleBench(filled(), dark)) {
            openPoints(console);
            console.picture("points-dark");
            console.robot.clickOn("#repositories");
            console.until("cards", () -> console.reads("nas-archive"));
            console.picture("repositories-dark");
        }
    }

    @Test
    void speaksGerman() {
        ConsoleSettings german =
                new ConsoleSettings(ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false);
        try (ConsoleBench console = new ConsoleBench(filled(), german)) {
            openPoints(console);
            console.robot.clickOn("#serve");
            console.until("served", () -> console.isThere("#servedText"));
            console.picture("points-german");
            console.robot.clickOn("#repositories");
            console.until("cards", () -> console.reads("nas-archive"));
            console.picture("repositories-german");
            console.robot.clickOn("#add");
            console.until("the dialog", () -> console.isThere("#folder"));
            console.picture("repository-add-german");
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNothing() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.robot.clickOn("#points");
            console.until("nothing yet", () -> console.reads("No restore points yet"));
            console.picture("no-points");
            console.robot.clickOn("#toInventory");
            console.until("the inventory", () -> console.isThere("#hosts"));
        }
    }
}
