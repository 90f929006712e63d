package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// The results of two weeks: a row for each job, a coloured cell for each day. A sign in the cell
/// says what the colour says. The keyboard goes from job to job; a cell is for the mouse. FX thread
/// only.
public final class GridView extends GridPane {
    private static final double NAMES = 210;

    public GridView() {
        getStyleClass().add("result-grid");
    }

    /// Shows a grid from now on.
    ///
    /// @param open takes the execution that was clicked
    void show(ResultGrid grid, LongConsumer open) {
        getChildren().clear();
        getColumnConstraints().clear();
        ColumnConstraints names = new ColumnConstraints(NAMES);
        getColumnConstraints().add(names);
        for (int day = 0; day < grid.days().size(); day++) {
            ColumnConstraints column = new ColumnConstraints(24, 30, 90);
            column.setHgrow(Priority.ALWAYS);
            column.setHalignment(HPos.CENTER);
            getColumnConstraints().add(column);
            Label label = new Label(grid.days().get(day));
            label.getStyleClass().add("grid-day");
            add(label, day + 1, 0);
        }
        for (int row = 0; row < grid.rows().size(); row++) {
            show(grid.rows().get(row), row + 1, open);
        }
    }

    private void show(GridRow row, int at, LongConsumer open) {
        Hyperlink name = new Hyperlink(row.job());
        name.getStyleClass().add("grid-job");
        name.setTooltip(new Tooltip(row.job()));
        name.setMaxWidth(NAMES);
        name.setDisable(row.newest().isEmpty());
        name.setOnAction(_ -> row.newest().ifPresent(open::accept));
        add(name, 0, at);
        List<GridCell> cells = row.cells();
        for (int day = 0; day < cells.size(); day++) {
            add(cell(row.job(), cells.get(day), open), day + 1, at);
        }
    }

    private static Button cell(String job, GridCell cell, LongConsumer open) {
        Button button = new Button(cell.tone().map(GridView::sign).orElse(""));
        button.getStyleClass().add("grid-cell");
        button.setFocusTraversable(false);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip(cell.words()));
        button.setAccessibleText(job + ", " + cell.words());
        cell.tone().ifPresent(tone -> Tones.set(button, tone));
        Optional<Long> run = cell.run();
        button.setOnAction(_ -> run.ifPresent(open::accept));
        return button;
    }

    private static String sign(Tone tone) {
        return switch (tone) {
            case SUCCESS -> "";
            case NEUTRAL -> "\u2013";
            case RUNNING -> "\u2026";
            case WARNING -> "!";
            case DANGER -> "\u00d7";
        };
    }
}
