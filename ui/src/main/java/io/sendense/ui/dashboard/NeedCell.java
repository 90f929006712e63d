package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Something that needs a person, with a sign in its colour.
final class NeedCell extends ListCell<Need> {
    private final Label title = new Label();
    private final Label detail = new Label();
    private final HBox row;

    NeedCell() {
        detail.getStyleClass().add("second-line");
        VBox lines = new VBox(title, detail);
        lines.getStyleClass().add("two-lines");
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        row = new HBox(Icon.ALERT.node(), lines);
        row.getStyleClass().add("need");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Need item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        title.setText(item.title());
        detail.setText(item.detail());
        detail.setVisible(!item.detail().isEmpty());
        detail.setManaged(detail.isVisible());
        Tones.set(row, item.tone());
        String all = item.detail().isEmpty() ? item.title() : item.title() + "\n" + item.detail();
        setTooltip(new Tooltip(all));
        setAccessibleText(all);
        setGraphic(row);
    }
}
