package io.sendense.ui.frame;

import atlantafx.base.controls.ModalPane;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Dialogs inside the window, above its content, one above the other. The keyboard stays in the
/// topmost one until it is closed; then it goes back to where it was. FX thread only.
public final class Overlay {
    private final ModalPane pane = new ModalPane();
    private final Deque<Node> dialogs = new ArrayDeque<>();
    private final ChangeListener<@Nullable Node> keepFocus = (_, _, now) -> keepInside(now);
    private @Nullable Node focusBefore;

    public Overlay() {
        pane.setId("overlay");
        pane.setPersistent(true);
        pane.setInTransitionFactory(null);
        pane.setOutTransitionFactory(null);
    }

    /// The node to be laid above the window's content.
    public Node node() {
        return pane;
    }

    public void show(Node dialog) {
        Scene scene = pane.getScene();
        if (dialogs.isEmpty()) {
            focusBefore = scene.getFocusOwner();
            scene.focusOwnerProperty().addListener(keepFocus);
        }
        dialogs.push(dialog);
        present(dialog);
    }

    /// Closes this dialog, wherever in the pile it is.
    public void close(Node dialog) {
        if (!dialogs.remove(dialog)) {
            return;
        }
        Node below = dialogs.peek();
        if (below != null) {
            present(below);
            return;
        }
        pane.getScene().focusOwnerProperty().removeListener(keepFocus);
        pane.hide(true);
        if (focusBefore != null) {
            focusBefore.requestFocus();
        }
    }

    public boolean isShowing() {
        return !dialogs.isEmpty();
    }

    private void present(Node dialog) {
        pane.show(dialog);
        dialog.applyCss();
        focusInto(dialog);
    }

    private void keepInside(@Nullable Node focused) {
        Node top = dialogs.peek();
        if (top != null && focused != null && !isInside(focused, top)) {
            focusInto(top);
        }
    }

    private static boolean isInside(Node node, Node container) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (up.equals(container)) {
                return true;
            }
        }
        return false;
    }

    /// Focuses the control marked `initial-focus`, or the first that takes the keyboard.
    private static void focusInto(Node dialog) {
        Node marked = dialog.lookup(".initial-focus");
        if (marked != null && marked.isVisible() && !marked.isDisabled()) {
            marked.requestFocus();
        } else {
            focusFirst(dialog);
        }
    }

    private static boolean focusFirst(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return false;
        }
        if (node.isFocusTraversable()) {
            node.requestFocus();
            return true;
        }
        return node instanceof Parent parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(Overlay::focusFirst);
    }
}
