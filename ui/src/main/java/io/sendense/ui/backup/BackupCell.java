package io.sendense.ui.backup;

import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
        // as wide as the list, whatever its words: they are shortened, and whole in the tooltip
        setPrefWidth(0);
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
        detail.setText(
                item.problem()
                        .map(ProblemView::what)
                        .or(() -> item.gravest().map(ConcernView::what))
                        .orElse(item.vm().vcenter()));
        setTooltip(why(item).map(Tooltip::new).orElse(null));
        detail.getStyleClass().removeAll(Tone.DANGER.style(), Tone.WARNING.style());
        if (item.problem().isPresent()) {
            detail.getStyleClass().add(Tone.DANGER.style());
        } else {
            item.gravest().ifPresent(found -> detail.getStyleClass().add(found.tone().style()));
        }
        remove.setAccessibleText(messages.text("backup.remove.vm", item.vm().name()));
        setAccessibleText(item.vm().name() + ", " + detail.getText());
        setGraphic(row);
    }

    private static Optional<String> why(BackupItem item) {
        if (item.problem().isPresent()) {
            ProblemView why = item.problem().get();
            return Optional.of(why.what() + "\n" + why.why());
        }
        return item.concerns()
                .filter(found -> !found.isEmpty())
                .map(found ->
                        found.stream()
                                .map(each -> each.what() + "\n" + each.remedy())
                                .collect(Collectors.joining("\n\n")));
    }
}
