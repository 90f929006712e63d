package io.sendense.ui.inventory;

import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// The menu of what the tree can be filtered by besides names. FX thread only.
public final class FilterMenu extends MenuButton {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final List<Power> POWERS = List.of(Power.ON, Power.OFF, Power.SUSPENDED);

    public FilterMenu() {
        getStyleClass().addAll("filter-menu", "no-arrow");
    }

    /// Lists what can be chosen from now on, as it is whenever the menu opens: while it is open its
    /// items stay, as only those it has can close it.
    void bind(FilterViewModel filter, Messages words) {
        fill(filter, words);
        setOnShowing(_ -> fill(filter, words));
        filter.filterProperty()
                .subscribe(now -> pseudoClassStateChanged(ACTIVE, now.vms().isPresent()));
    }

    private void fill(FilterViewModel filter, Messages words) {
        Menu power = new Menu(words.text("inventory.filter.power"));
        power.getItems()
                .add(
                        choice(
                                words.text("inventory.filter.any"),
                                Optional.empty(),
                                filter.powerProperty()));
        POWERS.forEach(state ->
                power.getItems()
                        .add(
                                choice(
                                        Words.power(words, state),
                                        Optional.of(state),
                                        filter.powerProperty())));
        Menu protection = new Menu(words.text("inventory.filter.protection"));
        protection
                .getItems()
                .add(
                        choice(
                                words.text("inventory.filter.any"),
                                Optional.empty(),
                                filter.protectionProperty()));
        for (ProtectionChoice each : ProtectionChoice.values()) {
            protection
                    .getItems()
                    .add(
                            choice(
                                    Words.protection(words, each),
                                    Optional.of(each),
                                    filter.protectionProperty()));
        }
        MenuItem clear = new MenuItem(words.text("inventory.filter.clear"));
        clear.setOnAction(_ -> filter.clear());
        clear.setDisable(!filter.filterProperty().get().isActive());
        getItems().setAll(power, tags(filter, words), protection, new SeparatorMenuItem(), clear);
    }

    /// Tags by category. Where there are none, it says why.
    private static Menu tags(FilterViewModel filter, Messages words) {
        Menu menu = new Menu(words.text("inventory.filter.tag"));
        menu.getItems()
                .add(
                        choice(
                                words.text("inventory.filter.any"),
                                Optional.empty(),
                                filter.tagProperty()));
        Map<String, List<TagChoice>> categories =
                filter.tagsProperty().get().stream()
                        .collect(
                                Collectors.groupingBy(
                                        TagChoice::category, TreeMap::new, Collectors.toList()));
        categories.forEach((category, tags) -> {
            Menu of = new Menu(category);
            of.setMnemonicParsing(false);
            tags.forEach(tag ->
                    of.getItems().add(choice(tag.name(), Optional.of(tag), filter.tagProperty())));
            menu.getItems().add(of);
        });
        if (filter.tagsMissingProperty().get() || categories.isEmpty()) {
            MenuItem why =
                    new MenuItem(
                            filter.tagsMissingProperty().get()
                                    ? words.text("inventory.filter.tag.unreadable")
                                    : words.text("inventory.filter.tag.none"));
            why.setDisable(true);
            menu.getItems().add(why);
        }
        return menu;
    }

    private static <T> RadioMenuItem choice(
            String text, Optional<T> value, ObjectProperty<Optional<T>> chosen) {
        RadioMenuItem item = new RadioMenuItem(text);
        item.setMnemonicParsing(false);
        item.setSelected(chosen.get().equals(value));
        item.setOnAction(_ -> chosen.set(value));
        return item;
    }
}
