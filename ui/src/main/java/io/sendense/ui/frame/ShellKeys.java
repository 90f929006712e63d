package io.sendense.ui.frame;

import java.util.List;
import javafx.event.EventHandler;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys that work on every page, wherever in it the keyboard is: Ctrl+1 to Ctrl+9 for the
/// navigation's entries, Ctrl+K to search, F5 to refresh, Alt+Left or Escape back from a detail
/// page. Not while a dialog is open. FX thread only.
final class ShellKeys implements EventHandler<KeyEvent> {
    private static final int MOST_ENTRIES = 9;
    private static final KeyCombination BACK =
            new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN);
    static final KeyCombination SEARCH =
            new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination REFRESH = new KeyCodeCombination(KeyCode.F5);

    private final List<Place> entries;
    private final Overlay overlay;
    private final Actions actions;

    /// What the keys do.
    interface Actions {
        void go(Place place);

        /// Says whether this was a place one goes back from.
        boolean back();

        void refresh();

        /// Opens the search over everything.
        void search();
    }

    /// @param entries in the navigation's order
    ShellKeys(List<Place> entries, Overlay overlay, Actions actions) {
        this.entries = List.copyOf(entries);
        this.overlay = overlay;
        this.actions = actions;
    }

    /// The keys that lead to an entry.
    ///
    /// @param number from 1
    static KeyCombination page(int number) {
        return new KeyCodeCombination(
                KeyCode.getKeyCode(Integer.toString(number)), KeyCombination.SHORTCUT_DOWN);
    }

    @Override
    public void handle(KeyEvent event) {
        if (!overlay.isShowing() && take(event)) {
            event.consume();
        }
    }

    private boolean take(KeyEvent event) {
        if (SEARCH.match(event)) {
            actions.search();
            return true;
        }
        if (REFRESH.match(event)) {
            actions.refresh();
            return true;
        }
        if (BACK.match(event) || isPlainEscape(event)) {
            return actions.back();
        }
        for (int i = 0; i < Math.min(entries.size(), MOST_ENTRIES); i++) {
            if (page(i + 1).match(event)) {
                actions.go(entries.get(i));
                return true;
            }
        }
        return false;
    }

    /// A text field needs its Escape itself.
    private static boolean isPlainEscape(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE
                && !(event.getTarget() instanceof TextInputControl);
    }
}
