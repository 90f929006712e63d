package io.sendense.ui.frame;

import io.sendense.ui.shared.Tones;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds the window's content: navigation, pages, status bar, and the overlay above them.
public final class ShellController {
    private final ShellViewModel shell;
    private final StatusBarViewModel status;
    private final Pages pages;
    private final Toasts toasts;
    private final Overlay overlay;
    private final Runnable openSearch;
    private final Map<Place, Node> lastFocus = new EnumMap<>(Place.class);
    private Place shown = Place.INVENTORY;
    private @Nullable Rail rail;
    private boolean byKey;

    @FXML private StackPane root;
    @FXML private StackPane content;
    @FXML private Button searchEntry;
    @FXML private VBox entries;
    @FXML private VBox lowerEntries;
    @FXML private Label version;
    @FXML private Label vcenters;
    @FXML private Label engine;
    @FXML private Label engineGone;
    @FXML private Button transfers;

    /// @param openSearch opens the search over everything
    public ShellController(
            ShellViewModel shell,
            StatusBarViewModel status,
            List<Page> pages,
            Toasts toasts,
            Overlay overlay,
            Runnable openSearch) {
        this.shell = shell;
        this.status = status;
        this.pages = new Pages(pages);
        this.toasts = toasts;
        this.overlay = overlay;
        this.openSearch = openSearch;
    }

    @FXML
    void initialize() {
        root.getChildren().addAll(toasts.node(), overlay.node());
        searchEntry.setTooltip(new Tooltip(ShellKeys.SEARCH.getDisplayText()));
        rail = new Rail(pages, entries, lowerEntries, shell.placeProperty()::set);
        root.addEventFilter(KeyEvent.KEY_PRESSED, _ -> byKey = true);
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> byKey = false);
        root.addEventFilter(KeyEvent.KEY_PRESSED, keys());
        shell.placeProperty().subscribe(this::show);
        version.textProperty().bind(status.versionProperty());
        vcenters.textProperty().bind(status.vcentersProperty());
        Tooltip detail = new Tooltip();
        detail.textProperty().bind(status.vcentersDetailProperty());
        vcenters.setTooltip(detail);
        status.vcentersToneProperty().subscribe(tone -> Tones.set(vcenters, tone));
        transfers.textProperty().bind(status.transfersProperty());
        status.transferringProperty()
                .subscribe(busy ->
                        transfers.pseudoClassStateChanged(
                                javafx.css.PseudoClass.getPseudoClass("busy"), busy));
        engine.setText(status.engine());
        engine.setTooltip(new Tooltip(status.engineDetail()));
        engine.visibleProperty().bind(status.engineGoneProperty().not());
        engine.managedProperty().bind(engine.visibleProperty());
        engineGone.visibleProperty().bind(status.engineGoneProperty());
        engineGone.managedProperty().bind(engineGone.visibleProperty());
    }

    /// Who works in a page by keyboard stays in the page that follows, where they were in it last.
    private void show(Place place) {
        Node page = pages.view(place).node();
        Node focused = root.getScene() == null ? null : root.getScene().getFocusOwner();
        boolean inside = Focus.isInside(focused, content);
        if (inside) {
            lastFocus.put(shown, focused);
        }
        shown = place;
        if (!content.getChildren().equals(List.of(page))) {
            content.getChildren().setAll(page);
        }
        if (inside) {
            Node last = lastFocus.get(place);
            if (last != null && Focus.isUsable(last, page)) {
                last.requestFocus();
            } else if (byKey) {
                // as with Tab, so that it shows that it has the keyboard
                page.requestFocusTraversal(TraversalDirection.NEXT);
            } else {
                Focus.first(page);
            }
        }
        Objects.requireNonNull(rail).select(place);
    }

    private ShellKeys keys() {
        return new ShellKeys(
                pages.listed().stream().map(Page::place).toList(),
                overlay,
                new ShellKeys.Actions() {
                    @Override
                    public void go(Place place) {
                        shell.placeProperty().set(place);
                    }

                    @Override
                    public void search() {
                        openSearch.run();
                    }

                    @Override
                    public boolean back() {
                        return shell.back();
                    }

                    @Override
                    public void refresh() {
                        pages.view(shown).refresh().run();
                    }
                });
    }

    @FXML
    void search() {
        openSearch.run();
    }

    @FXML
    void showRuns() {
        shell.placeProperty().set(Place.RUNS);
    }
}
