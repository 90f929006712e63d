package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sendense.ui.frame.ConsoleSettings;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The console looks as it was left.
@ExtendWith(ApplicationExtension.class)
class RememberedConsoleTest {
    @Start
    private void start(Stage unused) {
        // The console opens its own window; the toolkit is all that is wanted here.
    }

    @Test
    void remembersTablesDividersAndTheWindow() {
        FakeEngine engine = FakeEngine.withVCenter("vcenter.example.com");
        RunStory.history(engine);
        ConsoleSettings left;
        try (ConsoleBench console = new ConsoleBench(engine, ConsoleBench.light())) {
            WaitForAsyncUtils.waitForAsyncFx(5000, () -> area(console).setDividerPositions(0.7));
            console.robot.clickOn("#runs");
            console.until("history", () -> console.hasRow("mail-01"));
            WaitForAsyncUtils.waitForAsyncFx(5000, () -> change(table(console)));
            WaitForAsyncUtils.waitForAsyncFx(5000, () -> console.window().setX(40));
            console.until(
                    "it is stored",
                    () ->
                            console.stored()
                                    .filter(s -> s.window().x() == 40)
                                    .filter(s -> isWholly(s, table(console)))
                                    .isPresent());
            left = console.stored().orElseThrow();
        }
        try (ConsoleBench console = new ConsoleBench(engine, left)) {
            assertThat(console.window().getX()).isEqualTo(40);
            assertThat(area(console).getDividerPositions()[0]).isBetween(0.69, 0.71);
            console.robot.clickOn("#runs");
            console.until("history", () -> console.hasRow("mail-01"));
            TableView<?> table = table(console);
            assertThat(table.getColumns())
                    .extracting(TableColumn::getId)
                    .startsWith("vm", "number", "state");
            assertThat(table.getVisibleLeafColumns())
                    .extracting(TableColumn::getId)
                    .doesNotContain("took");
            assertThat(table.getColumns().getFirst().getWidth())
                    .isCloseTo(width(left), within(2.0));
            assertThat(table.getSortOrder()).extracting(TableColumn::getId).containsExactly("vm");
        }
    }

    private static double width(ConsoleSettings left) {
        String column = left.layouts().get("History.table").split(",", 2)[0];
        assertThat(column).startsWith("vm ");
        return Double.parseDouble(column.split(" ")[1]);
    }

    /// Whether every width is as the table has come to rest with.
    private static boolean isWholly(ConsoleSettings stored, TableView<?> table) {
        String layout = stored.layouts().getOrDefault("History.table", "");
        return layout.endsWith(";vm down")
                && table.getColumns().stream()
                        .allMatch(c ->
                                layout.contains(c.getId() + " " + Math.round(c.getWidth()) + " "));
    }

    private static SplitPane area(ConsoleBench console) {
        return console.robot.lookup(".split-pane").queryAs(SplitPane.class);
    }

    private static TableView<?> table(ConsoleBench console) {
        return console.robot.lookup("#table").queryAs(TableView.class);
    }

    /// Moves the third column to the front and makes it wide, hides another, sorts downwards.
    private static <R> void change(TableView<R> table) {
        TableColumn<R, ?> vm = column(table, "vm");
        table.getColumns().remove(vm);
        table.getColumns().addFirst(vm);
        column(table, "took").setVisible(false);
        table.layout();
        table.resizeColumn(vm, 60);
        vm.setSortType(TableColumn.SortType.DESCENDING);
        table.getSortOrder().add(vm);
    }

    private static <R> TableColumn<R, ?> column(TableView<R> table, String id) {
        return table.getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow();
    }
}
