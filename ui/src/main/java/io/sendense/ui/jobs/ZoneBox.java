package io.sendense.ui.jobs;

import io.sendense.ui.shared.Messages;
import javafx.geometry.Bounds;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.kordamp.ikonli.javafx.FontIcon;

/// A button with the chosen time zone, and the list behind it, in which typing searches. FX thread
/// only.
public final class ZoneBox extends Button {
    private static final double INSETS = 22;
    private static final double USUAL_WIDTH = 160;

    private final Label name = new Label();
    private final TextField search = new TextField();
    private final ListView<ZoneChoice> list = new ListView<>();
    private final Label none = new Label();
    private final VBox content = new VBox(search, list);
    private final Popup popup = new Popup();

    public ZoneBox() {
        getStyleClass().add("zone-box");
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        name.setMinWidth(0);
        HBox line = new HBox(name, between, new FontIcon("mdi2m-menu-down"));
        line.getStyleClass().add("zone-line");
        line.prefWidthProperty().bind(widthProperty().map(width -> width.doubleValue() - INSETS));
        setGraphic(line);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setMinWidth(0);
        setPrefWidth(USUAL_WIDTH);
        content.getStyleClass().add("zone-search");
        none.getStyleClass().add("blank-text");
        list.setPlaceholder(none);
        list.setCellFactory(_ -> new ZoneCell());
        list.setFocusTraversable(false);
        search.setId("zoneSearch");
        popup.getContent().add(content);
        popup.setAutoHide(true);
        setOnAction(_ -> open());
    }

    void show(ZoneViewModel zones, Messages messages) {
        zones.zoneProperty()
                .subscribe(_ -> {
                    name.setText(zones.name());
                    setTooltip(new Tooltip(zones.name()));
                    setAccessibleText(messages.text("editor.zone") + ": " + zones.name());
                });
        search.setPromptText(messages.text("editor.zone.search"));
        search.setAccessibleText(messages.text("editor.zone.search"));
        search.textProperty().bindBidirectional(zones.wantedProperty());
        list.setAccessibleText(messages.text("editor.zone"));
        none.setText(messages.text("editor.zone.none"));
        list.setItems(zones.found());
        // Enter takes the first that fits, until another is chosen.
        search.textProperty().addListener((_, _, _) -> selectFirst());
        search.addEventFilter(KeyEvent.KEY_PRESSED, event -> onKey(event, zones));
        list.setOnMouseClicked(_ -> take(zones));
        popup.setOnHidden(_ -> requestFocus());
    }

    private void open() {
        Bounds at = localToScreen(getBoundsInLocal());
        popup.show(this, at.getMinX(), at.getMaxY() + 2);
        search.clear();
        selectFirst();
        search.requestFocus();
    }

    private void selectFirst() {
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    private void onKey(KeyEvent event, ZoneViewModel zones) {
        if (event.getCode() == KeyCode.DOWN) {
            list.getSelectionModel().selectNext();
        } else if (event.getCode() == KeyCode.UP) {
            list.getSelectionModel().selectPrevious();
        } else if (event.getCode() == KeyCode.ENTER) {
            take(zones);
        } else {
            return;
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex() - 2));
        event.consume();
    }

    private void take(ZoneViewModel zones) {
        ZoneChoice chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            popup.hide();
            zones.choose(chosen);
        }
    }
}
