package io.sendense.ui.jobs;

import io.sendense.ui.shared.Tones;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The last executions of a job as coloured bars, the newest at the right; a click opens one.
final class MarksCell extends TableCell<JobRow, List<JobMark>> {
    private final LongConsumer open;
    private final HBox strip = new HBox();

    MarksCell(LongConsumer open) {
        this.open = open;
        strip.getStyleClass().add("job-marks");
    }

    @Override
    protected void updateItem(List<JobMark> marks, boolean empty) {
        super.updateItem(marks, empty);
        if (empty || marks == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        strip.getChildren().setAll(marks.stream().map(this::bar).toList());
        setAccessibleText(
                marks.reversed().stream().map(JobMark::words).collect(Collectors.joining(", ")));
        setGraphic(strip);
    }

    private Region bar(JobMark mark) {
        Region bar = new Region();
        bar.getStyleClass().add("job-mark");
        Tones.set(bar, mark.tone());
        Tooltip.install(bar, new Tooltip(mark.words()));
        bar.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                open.accept(mark.run());
                event.consume();
            }
        });
        return bar;
    }
}
