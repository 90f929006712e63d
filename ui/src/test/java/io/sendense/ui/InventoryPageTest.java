package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

/// The inventory as an operator looks for VMs in it.
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
class InventoryPageTest {
    private static final long DAY = 86_400;
    private static final int MANY = 5_000;

    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    /// Twelve nights of pgtest1: a full, incrementals, one that failed, one with a warning.
    private static FakeEngine withHistory() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        engine.tick(-12 * DAY);
        for (int night = 0; night < 12; night++) {
            int number = night;
            RunId run = engine.past("vm-101", r -> number == 0 ? r : FakeRun.incremental(r));
            switch (night) {
                case 5 ->
                        engine.change(
                                run,
                                r ->
                                        FakeRun.failed(
                                                r,
                                                Problem.of(ProblemCode.DISK_READ_FAILED)
                                                        .with("label", "Hard disk 1")
                                                        .with("cause", "reset"),
                                                engine.now()));
                case 8 -> {
                    engine.complete(run);
                    engine.change(
                            run,
                            r ->
                                    FakeRun.withWarning(
                                            r,
                                            Problem.of(ProblemCode.DISK_EXCLUDED)
                                                    .with("label", "Hard disk 3")
                                                    .with("vm", "pgtest1")
                                                    .with("reason", "It is independent.")));
                }
                default -> engine.complete(run);
            }
            engine.tick(DAY);
        }
        return engine;
    }

    @Test
    void showsTheHistoryOfAVm() {
        try (ConsoleBench console = new ConsoleBench(withHistory(), ConsoleBench.light())) {
            console.openHosts();
            console.robot.clickOn(console.line("pgtest1"));
            console.until("points", () -> console.hasRow("Incremental"));
            console.until("bars", () -> bars(console).size() == 12);
            assertThat(console.isThere("#openPoints")).as("the page of points").isTrue();
            console.picture("inventory-history");
            console.robot.clickOn(bars(console).get(5));
            console.until("the failed run", () -> console.reads("Hard disk 1 could not be read."));
        }
    }

    private static List<Node> bars(ConsoleBench console) {
        return List.copyOf(console.robot.lookup(".run-bar-of").queryAll());
    }

    @Test
    void filtersByTagAndProtectionAndTakesAFilterAway() {
        try (ConsoleBench console =
                new ConsoleBench(
                        withHistory(),
                        new ConsoleSettings(
                                ThemeChoice.DARK, LanguageChoice.ENGLISH, 1280, 800, false))) {
            console.until("all VMs", () -> console.reads("9 VMs"));
            choose(console, "Tag", "backup", "gold");
            console.until("found", () -> console.reads("3 of 9 VMs"));
            choose(console, "Protection", "Never backed up");
            console.until("fewer", () -> console.reads("2 of 9 VMs"));
            console.until("opened", () -> console.reads("erp-database"));
            console.robot.clickOn(console.line("Compute"));
            console.until("details", () -> console.reads("Virtual machines"));
            console.picture("inventory-filtered-dark");
            console.robot.clickOn(
                    console.robot.lookup(".filter-chip").queryAll().iterator().next());
            console.until("one filter less", () -> console.reads("8 of 9 VMs"));
            console.robot.clickOn("#search").write("nowhere");
            console.until("nothing", () -> console.reads("Nothing found"));
            console.picture("inventory-nothing-found-dark");
            console.robot.clickOn(button(console, "C_lear search and filters"));
            console.until("all again", () -> console.reads("9 VMs"));
        }
    }

    private static Node button(ConsoleBench console, String text) {
        return console.robot
                .lookup((Node node) ->
                        node instanceof Labeled shown && text.equals(shown.getText()))
                .query();
    }

    /// Goes through the filter's menu by its words.
    private static void choose(ConsoleBench console, String... path) {
        console.robot.clickOn("#filterMenu");
        WaitForAsyncUtils.waitForFxEvents();
        for (String words : path) {
            console.until(words, () -> console.isInMenu(words));
            // aslant over other lines the submenu would close
            console.robot.clickOn(
                    console.menuItem(words), Motion.HORIZONTAL_FIRST, MouseButton.PRIMARY);
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    @Test
    void addsAFoldersVmsByItsMenu() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        try (ConsoleBench console =
                new ConsoleBench(
                        engine,
                        new ConsoleSettings(
                                ThemeChoice.LIGHT, LanguageChoice.GERMAN, 1280, 800, false))) {
            console.until("tree", () -> console.reads("Frankfurt"));
            choose(console, "Betriebszustand", "Eingeschaltet");
            console.until("found", () -> console.reads("erp-database"));
            console.robot.clickOn(console.line("Compute"));
            openTreeMenu(console);
            console.until("menu", () -> console.isMenuOpen());
            int shown = shownVms(console);
            String backUp = shown + " VMs jetzt sichern\u2026";
            console.until("how many", () -> console.isInMenu(backUp));
            assertThat(console.isInMenu("Zu Job hinzuf\u00fcgen")).as("no job yet").isFalse();
            assertThat(console.isInMenu("Neuer Job aus der Auswahl\u2026")).isTrue();
            console.robot.clickOn(console.menuItem(backUp));
            console.until("listed", () -> console.listed() == shown);
            console.picture("inventory-filtered-german");
        }
    }

    /// As the right mouse button does, which this toolkit without a display does not pass on.
    private static void openTreeMenu(ConsoleBench console) {
        WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () -> {
                    TreeView<?> tree = (TreeView<?>) console.scene().lookup("#tree");
                    tree.getContextMenu().show(console.line("Compute"), Side.BOTTOM, 60, 0);
                });
    }

    private static int shownVms(ConsoleBench console) {
        TreeView<?> tree = console.robot.lookup("#tree").queryAs(TreeView.class);
        int vms = 0;
        boolean inCompute = false;
        for (int row = 0; row < tree.getExpandedItemCount(); row++) {
            String line = String.valueOf(tree.getTreeItem(row).getValue());
            inCompute |= line.startsWith("InventoryNode[kind=CLUSTER,");
            vms += inCompute && line.startsWith("InventoryNode[kind=VM,") ? 1 : 0;
        }
        return vms;
    }

    private static List<VmSummary> manyVms() {
        List<VmSummary> vms = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            vms.add(
                    new VmSummary(
                            new ObjectId("vm-" + (10_000 + i)),
                            "fleet-%05d".formatted(i),
                            "50300000-0000-4000-8000-%012d".formatted(i),
                            PowerState.values()[i % 3],
                            false,
                            Optional.of(new ObjectId("group-v12")),
                            Optional.of(new ObjectId(i % 2 == 0 ? "host-20" : "host-21")),
                            Optional.of(new ObjectId("resgroup-8")),
                            Optional.empty(),
                            1L << 30));
        }
        return vms;
    }

    @Test
    void staysSmoothWithFiveThousandVms() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        engine.change("vcenter.example.com", new InventoryChange(List.of(), manyVms(), List.of()));
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            console.until("all", () -> console.reads("5,009 VMs"));
            List<Long> millis = new ArrayList<>();
            // the first round is compiled code in the making
            for (int round = 1; round <= 3; round++) {
                millis.clear();
                for (String text : List.of("f", "fl", "fle", "fleet-0123", "fleet-012", "4", "")) {
                    millis.add(type(console, text));
                }
                console.until("nothing is filtered", () -> console.reads("5,009 VMs"));
                LoggerFactory.getLogger(getClass()).warn("5,009 VMs, ms per step: {}", millis);
            }
            console.robot.clickOn(console.line("Compute")).push(KeyCode.RIGHT);
            console.robot.clickOn(console.line("esx-fra-01.example.com")).push(KeyCode.RIGHT);
            console.until("its VMs", () -> console.reads("fleet-00000"));
            millis.add(selectAll(console));
            console.until("sum", () -> console.reads("5,009 virtual machines"));
            engine.change(
                    "vcenter.example.com",
                    new InventoryChange(List.of(), List.of(), List.of(new ObjectId("vm-10000"))));
            console.until("told", () -> console.reads("5,008 VMs"));
            LoggerFactory.getLogger(getClass()).warn("with the selection of all: {}", millis);
            assertThat(millis.stream().sorted().toList().get(millis.size() / 2))
                    .as("milliseconds of a step, typically, with layout: %s", millis)
                    .isLessThan(1000);
        }
    }

    /// Milliseconds in which typing holds up the screen; filtering is done elsewhere.
    private static long type(ConsoleBench console, String text) {
        return WaitForAsyncUtils.waitForAsyncFx(
                30_000,
                () -> {
                    TextField search = (TextField) console.scene().lookup("#search");
                    long begun = System.nanoTime();
                    search.setText(text);
                    console.scene().getRoot().applyCss();
                    console.scene().getRoot().layout();
                    return (System.nanoTime() - begun) / 1_000_000;
                });
    }

    private static long selectAll(ConsoleBench console) {
        return WaitForAsyncUtils.waitForAsyncFx(
                30_000,
                () -> {
                    TreeView<?> tree = (TreeView<?>) console.scene().lookup("#tree");
                    long begun = System.nanoTime();
                    tree.getSelectionModel().selectAll();
                    console.scene().getRoot().applyCss();
                    console.scene().getRoot().layout();
                    return (System.nanoTime() - begun) / 1_000_000;
                });
    }
}
