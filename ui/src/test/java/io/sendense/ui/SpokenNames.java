package io.sendense.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;

/// Finds controls that a screen reader has no name for: those the keyboard reaches that have
/// neither an accessible text, nor a text of their own, nor a label that is for them. FX thread
/// only.
final class SpokenNames {
    private final List<Node> labelled = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    private SpokenNames() {}

    static List<String> missingIn(Scene scene) {
        SpokenNames names = new SpokenNames();
        names.labels(scene.getRoot());
        names.visit(scene.getRoot());
        return names.found;
    }

    private void labels(Node node) {
        if (node instanceof Label label && label.getLabelFor() != null) {
            labelled.add(label.getLabelFor());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::labels);
        }
    }

    private void visit(Node node) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Control control && control.isFocusTraversable() && !isNamed(control)) {
            found.add(
                    "%s #%s %s"
                            .formatted(
                                    control.getClass().getSimpleName(),
                                    control.getId(),
                                    control.getStyleClass()));
            return;
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::visit);
        }
    }

    private boolean isNamed(Control control) {
        return labelled.contains(control)
                || isSaid(control.getAccessibleText())
                || (control instanceof Labeled shown && isSaid(shown.getText()))
                || (control instanceof TextInputControl input && isSaid(input.getPromptText()));
    }

    private static boolean isSaid(String text) {
        return text != null && !text.isBlank();
    }
}
