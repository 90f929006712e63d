package io.sendense.ui.settings;

import io.sendense.ui.shared.Messages;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;

/// A path that can be selected and copied, not changed. FX thread only.
public final class PathField extends HBox {
    private final TextField text = new TextField();
    private final Button copy = new Button(null, new FontIcon("mdi2c-content-copy"));

    public PathField() {
        getStyleClass().add("path-field");
        text.setEditable(false);
        HBox.setHgrow(text, Priority.ALWAYS);
        copy.getStyleClass().addAll("flat", "button-icon");
        getChildren().addAll(text, copy);
    }

    void show(String path, Messages messages) {
        text.setText(path);
        text.setTooltip(new Tooltip(path));
        text.setAccessibleText(path);
        copy.setAccessibleText(messages.text("settings.copy", path));
        copy.setTooltip(new Tooltip(messages.text("settings.copy", path)));
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(path);
            Clipboard.getSystemClipboard().setContent(content);
        });
    }
}
