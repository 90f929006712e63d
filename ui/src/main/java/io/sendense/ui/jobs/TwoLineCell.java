package io.sendense.ui.jobs;

import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// A cell of two lines, the second muted; both whole in the tooltip.
final class TwoLineCell<R> extends TableCell<R, Lines> {
    private final Label first = new Label();
    private final Label second = new Label();
    private final VBox lines = new VBox(first, second);
    private final Tooltip whole = new Tooltip();

    TwoLineCell() {
        lines.getStyleClass().add("two-lines");
        second.getStyleClass().add("second-line");
    }

    @Override
    protected void updateItem(Lines item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        first.setText(item.first());
        second.setText(item.second());
        second.setVisible(!item.second().isEmpty());
        second.setManaged(second.isVisible());
        String all = second.isVisible() ? item.first() + "\n" + item.second() : item.first();
        whole.setText(all);
        setTooltip(whole);
        setAccessibleText(all);
        setGraphic(lines);
    }
}
