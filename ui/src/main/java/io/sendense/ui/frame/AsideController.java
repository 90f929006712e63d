package io.sendense.ui.frame;

import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// Binds an area beside a page that shows one of several views, with a switch above them.
public final class AsideController {
    private final List<Side> sides;
    private final IntegerProperty shown = new SimpleIntegerProperty();

    @FXML private HBox switches;
    @FXML private StackPane views;

    /// One view of the area.
    ///
    /// @param id of its switch
    /// @param text of its switch
    public record Side(String id, String text, Node view) {}

    /// @param sides two or more; the first is shown first
    public AsideController(List<Side> sides) {
        this.sides = List.copyOf(sides);
    }

    @FXML
    void initialize() {
        for (int i = 0; i < sides.size(); i++) {
            switches.getChildren().add(toggle(i));
        }
        shown.subscribe(number -> show(number.intValue()));
    }

    private ToggleButton toggle(int number) {
        Side side = sides.get(number);
        ToggleButton toggle = new ToggleButton(side.text());
        toggle.setId(side.id());
        toggle.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(toggle, Priority.ALWAYS);
        toggle.getStyleClass()
                .add(
                        number == 0
                                ? "left-pill"
                                : number == sides.size() - 1 ? "right-pill" : "center-pill");
        toggle.setOnAction(_ -> {
            shown.set(number);
            // A toggle that was pressed while selected has switched itself off.
            show(number);
        });
        return toggle;
    }

    private void show(int number) {
        views.getChildren().setAll(sides.get(number).view());
        IntStream.range(0, sides.size())
                .forEach(i ->
                        ((ToggleButton) switches.getChildren().get(i)).setSelected(i == number));
    }

    /// Number of the view that is shown, from 0.
    public IntegerProperty shownProperty() {
        return shown;
    }
}
