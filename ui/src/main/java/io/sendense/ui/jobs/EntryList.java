package io.sendense.ui.jobs;

import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectDrag;
import io.sendense.ui.shared.ObjectRef;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;

/// A list of a selection's entries that takes what is dropped on it. Delete takes entries off. FX
/// thread only.
public final class EntryList extends StackPane {
    private static final PseudoClass DRAG_OVER = PseudoClass.getPseudoClass("drag-over");

    private final ListView<SelectionEntry> list = new ListView<>();
    private final Label hint = new Label();

    public EntryList() {
        getStyleClass().addAll("drop-area", "entry-list");
        hint.getStyleClass().add("blank-text");
        hint.setWrapText(true);
        hint.setMouseTransparent(true);
        list.getStyleClass().add("backup-list");
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getChildren().addAll(hint, list);
        setOnDragExited(_ -> pseudoClassStateChanged(DRAG_OVER, false));
        setOnDragOver(this::onDragOver);
    }

    /// What it says while it is empty.
    public void setHint(String text) {
        hint.setText(text);
        list.setAccessibleText(text);
    }

    public String getHint() {
        return hint.getText();
    }

    /// Shows entries from now on.
    ///
    /// @param drop takes what is dropped
    /// @param remove takes entries off
    void show(
            ObservableList<SelectionEntry> entries,
            Consumer<List<ObjectRef>> drop,
            Consumer<List<SelectionEntry>> remove,
            Messages messages) {
        list.setItems(entries);
        list.setCellFactory(_ -> new EntryCell(remove, messages));
        list.visibleProperty().bind(Bindings.isNotEmpty(entries));
        hint.visibleProperty().bind(list.visibleProperty().not());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> onKey(event, remove));
        setOnDragDropped(event -> {
            drop.accept(ObjectDrag.objects(event.getDragboard()));
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private void onDragOver(DragEvent event) {
        if (ObjectDrag.carriesObjects(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY);
            pseudoClassStateChanged(DRAG_OVER, true);
        }
        event.consume();
    }

    private void onKey(KeyEvent event, Consumer<List<SelectionEntry>> remove) {
        if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            remove.accept(List.copyOf(list.getSelectionModel().getSelectedItems()));
            event.consume();
        }
    }
}
