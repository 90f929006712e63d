package io.sendense.ui.jobs;

import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectDrag;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A job that takes what is dropped on it.
final class TargetCell extends ListCell<JobTarget> {
    private static final PseudoClass DRAG_OVER = PseudoClass.getPseudoClass("drag-over");

    private final Messages messages;
    private final Label name = new Label();
    private final Label holds = new Label();
    private final HBox row;

    TargetCell(TargetsViewModel viewModel, Messages messages) {
        this.messages = messages;
        holds.getStyleClass().add("backup-detail");
        VBox lines = new VBox(name, holds);
        HBox.setHgrow(lines, Priority.ALWAYS);
        lines.setMinWidth(0);
        row = new HBox(new FontIcon("mdi2c-calendar-clock"), lines);
        row.getStyleClass().add("backup-row");
        setPrefWidth(0);
        setOnDragOver(this::onDragOver);
        setOnDragExited(_ -> pseudoClassStateChanged(DRAG_OVER, false));
        setOnDragDropped(event -> {
            if (getItem() != null) {
                viewModel.addToJob(getItem().id(), ObjectDrag.objects(event.getDragboard()));
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }

    private void onDragOver(DragEvent event) {
        if (getItem() != null && ObjectDrag.carriesObjects(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY);
            pseudoClassStateChanged(DRAG_OVER, true);
            event.consume();
        }
    }

    @Override
    protected void updateItem(JobTarget item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        holds.setText(item.holds());
        setTooltip(new Tooltip(item.name() + "\n" + item.holds()));
        setAccessibleText(messages.text("targets.job", item.name(), item.holds()));
        setGraphic(row);
    }
}
