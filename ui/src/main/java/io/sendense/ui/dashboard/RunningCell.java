package io.sendense.ui.dashboard;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A living run in one line: VM, bar, amount, rate.
final class RunningCell extends ListCell<RunningLine> {
    private final Label vm = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label words = new Label();
    private final Label rate = new Label();
    private final HBox row = new HBox(vm, bar, words, rate);

    RunningCell() {
        row.getStyleClass().add("running-line");
        vm.getStyleClass().add("running-vm");
        words.getStyleClass().addAll("second-line", "running-amount");
        rate.getStyleClass().add("running-rate");
        bar.getStyleClass().addAll("state-bar", "disk-bar", "running");
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(RunningLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        vm.setText(item.vm());
        bar.setProgress(item.fraction());
        words.setText(item.words());
        rate.setText(item.rate());
        setTooltip(new Tooltip(item.vm() + "\n" + item.words()));
        setAccessibleText(item.vm() + ", " + item.words() + ", " + item.rate());
        setGraphic(row);
    }
}
