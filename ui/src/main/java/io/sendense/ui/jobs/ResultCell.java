package io.sendense.ui.jobs;

import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The state of a job's newest execution, with a bar while it runs, and when it was below.
final class ResultCell extends TableCell<JobRow, JobResult> {
    private final BadgeLabel badge = new BadgeLabel();
    private final ProgressBar bar = new ProgressBar(0);
    private final HBox top = new HBox(badge, bar);
    private final Label words = new Label();
    private final VBox lines = new VBox(top, words);
    private final Tooltip whole = new Tooltip();

    ResultCell() {
        lines.getStyleClass().add("two-lines");
        words.getStyleClass().add("second-line");
        top.getStyleClass().add("result-top");
        bar.getStyleClass().addAll("state-bar", "disk-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setMinWidth(40);
        HBox.setHgrow(bar, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(JobResult item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        badge.show(item.badge());
        top.setVisible(item.run().isPresent());
        top.setManaged(top.isVisible());
        bar.setVisible(item.fraction().isPresent());
        bar.setProgress(item.fraction().orElse(0.0));
        Tones.set(bar, item.badge().tone());
        words.setText(item.words());
        whole.setText(item.words());
        setTooltip(whole);
        setAccessibleText(item.badge().text() + " " + item.words());
        setGraphic(lines);
    }
}
