package io.sendense.ui.settings;

import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// A vCenter with its buttons. FX thread only.
final class VCenterLine extends HBox {
    VCenterLine(VCenterRow row, VCentersViewModel viewModel, Messages messages) {
        getStyleClass().add("setting");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(row.name());
        name.getStyleClass().add("setting-title");
        BadgeLabel state = new BadgeLabel();
        row.stateProperty().subscribe(state::show);
        HBox title = new HBox(name, state);
        title.getStyleClass().add("object-line");
        Label where = hint(messages.text("settings.vcenter.where", row.url(), row.user()));
        Label note = hint("");
        note.textProperty().bind(row.noteProperty());
        note.managedProperty().bind(row.noteProperty().isNotEmpty());
        note.visibleProperty().bind(note.managedProperty());
        VBox words = new VBox(title, where, note);
        words.getStyleClass().add("setting-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        Button test = new Button(messages.text("settings.vcenter.test"));
        test.getStyleClass().add("test");
        test.setMinWidth(USE_PREF_SIZE);
        test.setAccessibleText(messages.text("settings.vcenter.test.accessible", row.name()));
        test.setOnAction(_ -> viewModel.test(row));
        String remove = messages.text("settings.vcenter.remove", row.name());
        Button forget = icon("mdi2t-trash-can-outline", remove);
        forget.getStyleClass().add("remove");
        forget.setOnAction(_ -> viewModel.remove(row));
        getChildren().addAll(words, test, forget);
    }

    private static Label hint(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("field-hint");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Button icon(String literal, String meaning) {
        Node graphic = new FontIcon(literal);
        Button button = new Button(null, graphic);
        button.getStyleClass().addAll("flat", "button-icon");
        button.setAccessibleText(meaning);
        button.setTooltip(new Tooltip(meaning));
        return button;
    }
}
