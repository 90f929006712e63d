package io.sendense.ui.points;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the list of VMs. FX thread only.
final class VmCell extends ListCell<VmLine> {
    private final Label name = new Label();
    private final Label words = new Label();
    private final FontIcon alert = Icon.ALERT.node();
    private final HBox line;

    VmCell() {
        name.getStyleClass().add("vm-name");
        words.getStyleClass().add("backup-detail");
        FontIcon icon = Icon.VM.node();
        icon.getStyleClass().add("tree-icon");
        alert.getStyleClass().add("vm-alert");
        VBox text = new VBox(name, words);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        line = new HBox(icon, text, alert);
        line.getStyleClass().add("backup-row");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(VmLine item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.name());
        words.setText(item.words());
        Tones.set(alert, item.tone());
        alert.setVisible(item.tone() == Tone.DANGER);
        setGraphic(line);
        setAccessibleText(item.name() + ", " + item.words());
    }
}
