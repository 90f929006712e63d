package io.sendense.ui.frame;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.javafx.FontIcon;

/// The entries of the navigation. FX thread only.
///
/// Each has its place's name as its id (`#runs`), and its shortcut in its tooltip.
final class Rail {
    private final Map<Place, ToggleButton> entries = new EnumMap<>(Place.class);

    /// @param upper where the entries are put
    /// @param lower where the one of the settings is put
    /// @param go leads to a place
    Rail(Pages pages, Pane upper, Pane lower, Consumer<Place> go) {
        int number = 1;
        for (Page page : pages.listed()) {
            Page.Entry shown = page.entry().orElseThrow();
            ToggleButton entry = entry(page.place(), shown);
            entry.setTooltip(new Tooltip(ShellKeys.page(number).getDisplayText()));
            entry.setOnAction(_ -> {
                // A toggle that was pressed while selected has switched itself off.
                entry.setSelected(true);
                go.accept(page.place());
            });
            entries.put(page.place(), entry);
            (page.place() == Place.SETTINGS ? lower : upper).getChildren().add(entry);
            number++;
        }
    }

    private static ToggleButton entry(Place place, Page.Entry shown) {
        ToggleButton entry = new ToggleButton(shown.text(), new FontIcon(shown.icon()));
        entry.setId(place.name().toLowerCase(Locale.ROOT));
        entry.setMnemonicParsing(true);
        entry.setContentDisplay(ContentDisplay.TOP);
        entry.setTextAlignment(TextAlignment.CENTER);
        entry.setWrapText(true);
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setAccessibleText(shown.name());
        entry.getStyleClass().add("rail-entry");
        return entry;
    }

    /// Selects the entry a place belongs to, and no other.
    void select(Place place) {
        entries.forEach((of, entry) -> entry.setSelected(of == place.entry()));
    }
}
