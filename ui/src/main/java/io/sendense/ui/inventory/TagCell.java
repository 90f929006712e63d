package io.sendense.ui.inventory;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.ObjectDrag;
import io.sendense.ui.shared.ObjectRef;
import java.util.List;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

/// A tag that can be dragged, with all that are selected beside it.
final class TagCell extends ListCell<ObjectRef> {
    TagCell() {
        setOnDragDetected(this::startDrag);
        setPrefWidth(0);
    }

    private void startDrag(MouseEvent event) {
        List<ObjectRef> chosen = List.copyOf(getListView().getSelectionModel().getSelectedItems());
        if (getItem() != null && !chosen.isEmpty()) {
            startDragAndDrop(TransferMode.COPY).setContent(ObjectDrag.content(chosen));
            event.consume();
        }
    }

    @Override
    protected void updateItem(ObjectRef tag, boolean empty) {
        super.updateItem(tag, empty);
        if (empty || tag == null) {
            setText(null);
            setGraphic(null);
            setTooltip(null);
            return;
        }
        setText(tag.name());
        setTooltip(new Tooltip(tag.name() + "\n" + tag.vcenter()));
        setGraphic(Icon.TAG.node());
    }
}
