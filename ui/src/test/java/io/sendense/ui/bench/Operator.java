package io.sendense.ui.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.robot.Robot;
import javafx.stage.Window;

/// Works the console as somebody at the keyboard and the mouse does. From any thread but the
/// screen's.
final class Operator {
    private static final int PATIENCE_SECONDS = 120;

    private final Scene scene;
    private final Robot robot;

    /// Waits until there is a window with the console in it.
    Operator() throws InterruptedException {
        until("the window", () -> !Window.getWindows().isEmpty());
        this.scene = onScreen(() -> Window.getWindows().getFirst().getScene());
        this.robot = onScreen(Robot::new);
        until("the console", () -> isThere("#dashboard"));
    }

    static <T> T onScreen(Supplier<T> action) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(action.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    void until(String what, BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!onScreen(so::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("never there: " + what);
            }
            Thread.sleep(20);
        }
    }

    private boolean isThere(String query) {
        return scene.getRoot().lookup(query) != null;
    }

    private <T extends Node> T node(String query, Class<T> type) {
        return type.cast(scene.getRoot().lookup(query));
    }

    /// Turns to a page by the navigation.
    void page(String entry) throws InterruptedException {
        onScreen(() -> {
            node("#" + entry, ToggleButton.class).fire();
            return entry;
        });
    }

    /// Opens a row of the shown table, from 0.
    void openRow(int row) throws InterruptedException {
        until("a row", () -> node("#table", TableView.class).getItems().size() > row);
        onScreen(() -> {
            TableView<?> table = node("#table", TableView.class);
            table.getSelectionModel().clearAndSelect(row);
            Event.fireEvent(
                    table,
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ENTER,
                            false,
                            false,
                            false,
                            false));
            return table;
        });
    }

    /// Opens every line of the tree and selects the first VM of it.
    int openTree() throws InterruptedException {
        until("a tree", () -> isThere("#tree") && tree().getExpandedItemCount() > 0);
        return onScreen(() -> {
            tree().getRoot().getChildren().forEach(Operator::open);
            TreeItem<?> leaf = tree().getRoot();
            while (!leaf.isLeaf()) {
                leaf = leaf.getChildren().getFirst();
            }
            tree().getSelectionModel().clearAndSelect(rowOf(leaf));
            tree().scrollTo(0);
            return tree().getExpandedItemCount();
        });
    }

    @SuppressWarnings("unchecked")
    private TreeView<Object> tree() {
        return node("#tree", TreeView.class);
    }

    @SuppressWarnings("unchecked")
    private int rowOf(TreeItem<?> item) {
        return tree().getRow((TreeItem<Object>) item);
    }

    private static void open(TreeItem<?> item) {
        if (!item.isLeaf()) {
            item.setExpanded(true);
            item.getChildren().forEach(Operator::open);
        }
    }

    /// Puts the pointer on a node's middle.
    void pointAt(String query) throws InterruptedException {
        onScreen(() -> {
            Node node = scene.getRoot().lookup(query);
            Bounds place = node.localToScreen(node.getBoundsInLocal());
            robot.mouseMove(place.getCenterX(), place.getCenterY());
            return node;
        });
    }

    /// Turns the wheel by a notch.
    void wheel(int notches) throws InterruptedException {
        onScreen(() -> {
            robot.mouseWheel(notches);
            return notches;
        });
    }

    /// Puts the keyboard where a page searches.
    void focusSearch() throws InterruptedException {
        onScreen(() -> {
            scene.getRoot().lookup("#search").requestFocus();
            return scene;
        });
    }

    void type(KeyCode key) throws InterruptedException {
        onScreen(() -> {
            robot.keyType(key);
            return key;
        });
    }

    /// How many lines the tree has, opened ones counted.
    int lines() throws InterruptedException {
        return onScreen(() -> tree().getExpandedItemCount());
    }

    /// The first line of the tree that is on screen.
    int firstLine() throws InterruptedException {
        return onScreen(() -> {
            int first = Integer.MAX_VALUE;
            for (Node node : tree().lookupAll(".tree-cell")) {
                if (node instanceof IndexedCell<?> cell && !cell.isEmpty()) {
                    first = Math.min(first, cell.getIndex());
                }
            }
            return first;
        });
    }
}
