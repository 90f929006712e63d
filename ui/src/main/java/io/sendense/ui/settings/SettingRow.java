package io.sendense.ui.settings;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A line of the settings: what it is on the left, how to change it on the right. FX thread only.
public final class SettingRow extends HBox {
    private final Label title = new Label();
    private final Label hint = new Label();

    public SettingRow() {
        getStyleClass().add("setting");
        setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("setting-title");
        title.setMinWidth(USE_PREF_SIZE);
        hint.getStyleClass().add("field-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        hint.setManaged(false);
        hint.setVisible(false);
        VBox words = new VBox(title, hint);
        words.getStyleClass().add("setting-words");
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().add(words);
    }

    public String getTitle() {
        return title.getText();
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    public String getHint() {
        return hint.getText();
    }

    /// Takes no place where it is empty.
    public void setHint(String text) {
        hint.setText(text);
        hint.setManaged(!text.isEmpty());
        hint.setVisible(!text.isEmpty());
    }
}
