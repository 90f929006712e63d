package io.sendense.ui.points;

import io.sendense.ui.points.ChainLine.ChainLayer;
import io.sendense.ui.points.ChainLine.Kind;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows of each disk what it hangs on, from the point down to its full. FX thread only.
public final class ChainView extends VBox {
    private @Nullable Messages messages;

    public ChainView() {
        getStyleClass().add("chains");
    }

    void setUp(Messages texts) {
        messages = texts;
    }

    void show(List<ChainLine> lines) {
        getChildren().setAll(lines.stream().map(this::line).toList());
    }

    private VBox line(ChainLine line) {
        Label disk = new Label(line.disk());
        disk.getStyleClass().add("chain-disk");
        Label words = new Label(line.words());
        words.getStyleClass().add("object-subtitle");
        HBox head = new HBox(disk, words);
        head.getStyleClass().add("chain-head");
        FlowPane layers = new FlowPane();
        layers.getStyleClass().add("chain");
        for (int i = 0; i < line.layers().size(); i++) {
            if (i > 0) {
                FontIcon arrow = new FontIcon("mdi2a-arrow-right");
                arrow.getStyleClass().add("chain-arrow");
                layers.getChildren().add(arrow);
            }
            layers.getChildren().add(layer(line.layers().get(i)));
        }
        VBox all = new VBox(head, layers);
        all.getStyleClass().add("chain-line");
        return all;
    }

    private HBox layer(ChainLayer layer) {
        HBox box = new HBox();
        box.getStyleClass().add("chain-layer");
        if (layer.kind() == Kind.FULL || layer.kind() == Kind.INCREMENTAL) {
            Region shape = new Region();
            shape.getStyleClass()
                    .addAll("chain-shape", layer.kind() == Kind.FULL ? "full" : "incremental");
            box.getChildren().add(shape);
        }
        Label when = new Label(layer.when());
        when.getStyleClass().add("chain-when");
        Label size = new Label(layer.size());
        size.getStyleClass().add("chain-size");
        box.getChildren().addAll(when, size);
        Tones.set(box, layer.damaged() ? Tone.DANGER : Tone.NEUTRAL);
        if (messages != null) {
            box.setAccessibleText(
                    (layer.kind() == Kind.FULL
                                    ? messages.text("points.full")
                                    : messages.text("points.incremental"))
                            + ", "
                            + layer.when()
                            + ", "
                            + layer.size());
        }
        return box;
    }
}
