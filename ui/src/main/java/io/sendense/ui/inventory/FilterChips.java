package io.sendense.ui.inventory;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;

/// What the tree is filtered by, each taken away with a click. Not there while it is by nothing. FX
/// thread only.
public final class FilterChips extends FlowPane {
    public FilterChips() {
        getStyleClass().add("filter-chips");
        setManaged(false);
        setVisible(false);
    }

    void bind(FilterViewModel filter, Messages words) {
        filter.filterProperty().subscribe(_ -> show(filter, words));
    }

    private void show(FilterViewModel filter, Messages words) {
        List<Button> chips = new ArrayList<>();
        filter.powerProperty()
                .get()
                .ifPresent(power ->
                        chips.add(chip(Words.power(words, power), filter.powerProperty(), words)));
        filter.tagProperty()
                .get()
                .ifPresent(tag -> chips.add(chip(tag.toString(), filter.tagProperty(), words)));
        filter.protectionProperty()
                .get()
                .ifPresent(each ->
                        chips.add(
                                chip(
                                        Words.protection(words, each),
                                        filter.protectionProperty(),
                                        words)));
        getChildren().setAll(chips);
        setManaged(!chips.isEmpty());
        setVisible(!chips.isEmpty());
    }

    private static <T> Button chip(
            String text, ObjectProperty<Optional<T>> chosen, Messages words) {
        Button chip = new Button(text, Icon.REMOVE.node());
        chip.setMnemonicParsing(false);
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.getStyleClass().add("filter-chip");
        chip.setAccessibleText(words.text("inventory.filter.remove", text));
        chip.setTooltip(new Tooltip(words.text("inventory.filter.remove", text)));
        chip.setOnAction(_ -> chosen.set(Optional.empty()));
        return chip;
    }
}
