package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A repository: how much is free, how full it is, and when it will be. FX thread only.
final class SpaceCell extends ListCell<SpaceLine> {
    private final Label name = new Label();
    private final Label free = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label trend = new Label();
    private final VBox lines;

    SpaceCell() {
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        name.setMinWidth(0);
        free.setMinWidth(Region.USE_PREF_SIZE);
        free.getStyleClass().add("second-line");
        trend.getStyleClass().addAll("second-line", "fill-trend");
        bar.getStyleClass().addAll("state-bar", "disk-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        lines = new VBox(new HBox(name, between, free), bar, trend);
        lines.getStyleClass().add("space-lines");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(SpaceLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        boolean reached = item.used() >= 0;
        free.setText(reached ? item.free() : "");
        bar.setProgress(Math.max(0, item.used()));
        trend.setText(reached ? item.trend() : item.free());
        Tones.set(bar, item.tone());
        Tones.set(trend, item.tone());
        setTooltip(new Tooltip(item.words()));
        setAccessibleText(item.words());
        setGraphic(lines);
    }
}
