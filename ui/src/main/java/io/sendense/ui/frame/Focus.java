package io.sendense.ui.frame;

import javafx.scene.Node;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/// Where the keyboard is and can be put. FX thread only.
final class Focus {
    private Focus() {}

    static boolean isInside(@Nullable Node node, Node container) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up.equals(container)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a node can be used now, as far up as this container.
    static boolean isUsable(Node node, Node container) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible() || up.isDisabled()) {
                return false;
            }
            if (up.equals(container)) {
                return true;
            }
        }
        return false;
    }

    /// Focuses the first control in there that takes the keyboard; says whether there was one.
    static boolean first(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        return node instanceof Parent parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(Focus::first);
    }
}
