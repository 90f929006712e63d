package io.sendense.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Cell;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/// Finds texts that the window does not show whole: shortened with an ellipsis where no tooltip has
/// the rest, or reaching out of the window. FX thread only.
final class Clipping {
    private final Scene scene;
    private final List<String> found = new ArrayList<>();

    private Clipping(Scene scene) {
        this.scene = scene;
    }

    static List<String> of(Scene scene) {
        Clipping clipping = new Clipping(scene);
        clipping.visit(scene.getRoot(), false);
        return clipping.found;
    }

    private void visit(Node node, boolean scrolled) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled label && isShown(label)) {
            check(label, scrolled);
        }
        if (node instanceof Parent parent) {
            boolean inside =
                    scrolled
                            || node.getStyleClass().contains("virtual-flow")
                            || node.getStyleClass().contains("scroll-pane");
            parent.getChildrenUnmodifiable().forEach(child -> visit(child, inside));
        }
    }

    private static boolean isShown(Labeled label) {
        return label.getText() != null
                && !label.getText().isEmpty()
                && label.getContentDisplay() != ContentDisplay.GRAPHIC_ONLY
                && !(label instanceof Cell<?> cell && cell.isEmpty());
    }

    /// Whether the label or the cell it is in has the whole text in its tooltip.
    private static boolean isExplained(Labeled label) {
        for (Node up = label; up != null; up = up.getParent()) {
            if (up instanceof Cell<?> cell) {
                return cell.getTooltip() != null;
            }
        }
        return label.getTooltip() != null;
    }

    private void check(Labeled label, boolean scrolled) {
        String whole =
                label.isMnemonicParsing() ? label.getText().replace("_", "") : label.getText();
        boolean shortened =
                label.getChildrenUnmodifiable().stream()
                        .filter(Text.class::isInstance)
                        .filter(node -> !node.getStyleClass().contains("ikonli-font-icon"))
                        .map(Text.class::cast)
                        .anyMatch(text -> !text.getText().equals(whole));
        boolean explained = isExplained(label);
        if (shortened && !explained) {
            found.add(whole);
        }
        Bounds at = label.localToScene(label.getLayoutBounds());
        boolean outside =
                at.getMinX() < -1
                        || at.getMinY() < -1
                        || at.getMaxX() > scene.getWidth() + 1
                        || at.getMaxY() > scene.getHeight() + 1;
        if (outside && !scrolled) {
            found.add(whole + " at " + at);
        }
    }
}
