package io.sendense.ui.backup;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Shows a VM on the list, with a button that takes it off, and why it did not start.
final class BackupCell extends ListCell<BackupItem> {
    private final Messages messages;
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Button remove = new Button(null, Icon.REMOVE.node());
    private final HBox row;

    BackupCell(BackupViewModel viewModel, Messages messages) {
        this.messages = messages;
        name.getStyleClass().add("backup-name");
        detail.getStyleClass().add("backup-detail");
        remove.getStyleClass().addAll("flat", "button-icon", "small");
        remove.setFocusTraversable(false);
        remove.setTooltip(new Tooltip(messages.text("backup.remove")));
        remove.setOnAction(_ -> viewModel.remove(List.of(getItem())));
        VBox words = new VBox(name, detail);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        row = new HBox(Icon.VM.node(), words, remove);
        row.getStyleClass().add("backup-row");
    }

    @Override
    protected void updateItem(BackupItem item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            setTooltip(null);
            return;
        }
        name.setText(item.vm().name());
        detail.setText(item.problem().map(ProblemView::what).orElse(item.vm().vcenter()));
        setTooltip(
                item.problem().map(why -> new Tooltip(why.what() + "\n" + why.why())).orElse(null));
        detail.getStyleClass().remove("danger");
        if (item.problem().isPresent()) {
            detail.getStyleClass().add("danger");
        }
        remove.setAccessibleText(messages.text("backup.remove.vm", item.vm().name()));
        setAccessibleText(item.vm().name() + ", " + detail.getText());
        setGraphic(row);
    }
}
