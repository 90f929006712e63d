package io.sendense.ui.jobs;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectRef;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// An entry of a selection with what it is, and a button that takes it off.
final class EntryCell extends ListCell<SelectionEntry> {
    private final Messages messages;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Button remove = new Button(null, Icon.REMOVE.node());
    private final HBox row;

    EntryCell(Consumer<List<SelectionEntry>> taken, Messages messages) {
        this.messages = messages;
        detail.getStyleClass().add("backup-detail");
        remove.getStyleClass().addAll("flat", "button-icon", "small");
        remove.setFocusTraversable(false);
        remove.setTooltip(new Tooltip(messages.text("editor.entry.remove")));
        remove.setOnAction(_ -> taken.accept(List.of(getItem())));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        row = new HBox(new Region(), name, detail, gap, remove);
        row.getStyleClass().addAll("backup-row", "entry-row");
        name.setMinWidth(40);
        HBox.setHgrow(name, Priority.SOMETIMES);
    }

    @Override
    protected void updateItem(SelectionEntry item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        FontIcon icon = icon(item.kind()).node();
        row.getChildren().set(0, icon);
        name.setText(item.name());
        detail.setText(item.detail());
        remove.setAccessibleText(messages.text("editor.entry.remove.one", item.name()));
        setTooltip(new Tooltip(item.name() + "\n" + item.detail()));
        setAccessibleText(item.name() + ", " + item.detail());
        setGraphic(row);
    }

    static Icon icon(ObjectRef.Kind kind) {
        return switch (kind) {
            case VM -> Icon.VM;
            case FOLDER -> Icon.FOLDER;
            case DATACENTER -> Icon.DATACENTER;
            case CLUSTER -> Icon.CLUSTER;
            case HOST -> Icon.HOST;
            case RESOURCE_POOL -> Icon.RESOURCE_POOL;
            case VAPP -> Icon.VAPP;
            case TAG -> Icon.TAG;
        };
    }
}
