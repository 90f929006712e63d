package io.sendense.ui.nodes;

import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tones;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One step of a node's test: what was looked at, what came of it, and below it what is wrong. FX
/// thread only.
final class CheckView extends VBox {
    CheckView(CheckLine line) {
        getStyleClass().add("check-step");
        Label step = new Label(line.step());
        BadgeLabel result = new BadgeLabel();
        result.show(line.result());
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox head = new HBox(step, between, result);
        head.getStyleClass().add("activity-line");
        ProblemPane problem = new ProblemPane();
        problem.show(line.problem());
        Tones.set(problem, line.result().tone());
        getChildren().addAll(head, problem);
    }
}
