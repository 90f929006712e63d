package io.sendense.ui.frame;

import atlantafx.base.controls.ModalPane;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Dialogs inside the window, above its content, one above the other. The keyboard, mnemonics
/// included, stays in the topmost one until it is closed, and goes round in it with Tab; then it
/// goes back to where it was. FX thread only.
public final class Overlay {
    /// Style class of a dialog that lies at the top, so that it can grow without moving.
    private static final String AT_TOP = "palette";

    private final ModalPane pane = new ModalPane();
    private final Deque<Node> dialogs = new ArrayDeque<>();
    private final ChangeListener<@Nullable Node> keepFocus = (_, was, now) -> keepInside(was, now);
    private final TabKey tab = new TabKey();
    private @Nullable DialogMnemonics mnemonics;
    private @Nullable Node focusBefore;

    public Overlay() {
        pane.setId("overlay");
        // What is in it is reached; itself is nothing to be named.
        pane.setFocusTraversable(false);
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
            scene.addEventFilter(InputEvent.ANY, tab);
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
        pane.getScene().removeEventFilter(InputEvent.ANY, tab);
        keepMnemonics(null);
        pane.hide(true);
        if (focusBefore != null) {
            focusBefore.requestFocus();
        }
    }

    public boolean isShowing() {
        return !dialogs.isEmpty();
    }

    private void present(Node dialog) {
        keepMnemonics(new DialogMnemonics(dialog));
        pane.setAlignment(dialog.getStyleClass().contains(AT_TOP) ? Pos.TOP_CENTER : Pos.CENTER);
        pane.show(dialog);
        dialog.applyCss();
        focusInto(dialog);
    }

    private void keepMnemonics(@Nullable DialogMnemonics next) {
        Window window = pane.getScene().getWindow();
        if (mnemonics != null) {
            window.removeEventFilter(KeyEvent.ANY, mnemonics);
        }
        mnemonics = next;
        if (next != null) {
            window.addEventFilter(KeyEvent.ANY, next);
        }
    }

    private void keepInside(@Nullable Node was, @Nullable Node focused) {
        Node top = dialogs.peek();
        if (top == null || focused == null || Focus.isInside(focused, top)) {
            return;
        }
        switch (tab.held()) {
            // past the last control to the first
            case FORWARD -> top.requestFocusTraversal(TraversalDirection.NEXT);
            // before the first to the last: nothing comes after the dialog in the window
            case BACKWARD ->
                    top.getScene().getRoot().requestFocusTraversal(TraversalDirection.PREVIOUS);
            case NO -> {
                if (was != null && Focus.isInside(was, top) && Focus.isUsable(was, top)) {
                    was.requestFocus();
                } else {
                    focusInto(top);
                }
            }
        }
    }

    /// Focuses the control marked `initial-focus`, or the first that takes the keyboard.
    private static void focusInto(Node dialog) {
        Node marked = dialog.lookup(".initial-focus");
        if (marked != null && Focus.isUsable(marked, dialog)) {
            marked.requestFocus();
        } else {
            Focus.first(dialog);
        }
    }
}
