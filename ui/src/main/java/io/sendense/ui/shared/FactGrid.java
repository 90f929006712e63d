package io.sendense.ui.shared;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Shows facts below each other, labels in one column, values in the next. FX thread only.
public final class FactGrid extends GridPane {
    public FactGrid() {
        getStyleClass().add("facts");
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(120);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        getColumnConstraints().addAll(labels, values);
    }

    public void show(List<? extends Fact> facts) {
        getChildren().clear();
        for (int row = 0; row < facts.size(); row++) {
            Label label = new Label(facts.get(row).label());
            label.getStyleClass().add("fact-label");
            label.setMinWidth(USE_PREF_SIZE);
            Label value = new Label(facts.get(row).value());
            value.getStyleClass().add("fact-value");
            value.setWrapText(true);
            label.setLabelFor(value);
            setValignment(label, VPos.TOP);
            addRow(row, label, value);
        }
    }
}
