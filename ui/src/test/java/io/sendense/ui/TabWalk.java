package io.sendense.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.robot.Robot;
import org.testfx.util.WaitForAsyncUtils;

/// Goes through a window, or the dialog that is open in it, with the Tab key and back with
/// Shift+Tab, and finds what is wrong with the way: controls that are not reached, that do not let
/// the keyboard go, that do not show that they have it, or that come out of order.
///
/// The order is the reading order. Of any two controls the layout has a smallest group that holds
/// both, and in it each lies in a part of its own: the one that comes first must not lie in a part
/// that is wholly below the other's, nor beside it and wholly to its right. So a group is read as a
/// whole, groups from top to bottom, and what stands on one line from left to right; the columns of
/// a grid are such groups. Of toggles that exclude each other Tab reaches the chosen one, and the
/// arrow keys the others. For one thread that is not the FX thread.
final class TabWalk {
    private final ConsoleBench console;
    private final Node container;
    private final List<Node> way = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private TabWalk(ConsoleBench console, Node container) {
        this.console = console;
        this.container = container;
    }

    /// What is wrong with the way through this part of the window; `container` is the scene's root,
    /// or a dialog, which the keyboard must not leave.
    static List<String> wrongIn(ConsoleBench console, Node container) {
        TabWalk walk = new TabWalk(console, container);
        walk.go();
        return walk.wrong;
    }

    private void go() {
        List<Node> expected = onScreen(() -> focusable(container));
        if (expected.isEmpty()) {
            wrong.add("nothing takes the keyboard");
            return;
        }
        Node first = expected.getFirst();
        onScreen(() -> {
            first.requestFocus();
            return first;
        });
        // from the last to the first, so that the first too has the keyboard from a key
        push(KeyCode.SHIFT, KeyCode.TAB);
        push(KeyCode.TAB);
        if (!owner().equals(first)) {
            wrong.add("Shift+Tab and Tab lead from " + words(first) + " to " + words(owner()));
        }
        forward(first, expected.size());
        back();
        Set<Node> missed = new HashSet<>(expected);
        way.forEach(missed::remove);
        expected.stream()
                .filter(missed::contains)
                .forEach(node -> wrong.add("not reached: " + words(node)));
        way.stream()
                .filter(node -> !expected.contains(node))
                .forEach(node -> wrong.add("not expected: " + words(node)));
        wrong.addAll(onScreen(this::disorder));
        for (Node node : List.copyOf(way)) {
            if (node instanceof ToggleButton toggle && toggle.getToggleGroup() != null) {
                arrows(toggle);
            }
        }
    }

    private void forward(Node first, int expected) {
        Set<Node> seen = new HashSet<>();
        Node at = first;
        while (seen.add(at) && way.size() < expected + 5) {
            way.add(at);
            Node here = at;
            FocusMark mark = onScreen(() -> FocusMark.of(here));
            push(KeyCode.TAB);
            Node next = owner();
            if (next.equals(at) && expected > 1) {
                wrong.add("Tab does not leave " + words(at));
                return;
            }
            if (!next.equals(at)) {
                onScreen(() -> mark.fault(next)).ifPresent(wrong::add);
            }
            at = next;
        }
        if (!at.equals(first)) {
            wrong.add("Tab does not come round to " + words(first) + " but to " + words(at));
        }
    }

    private void back() {
        for (int i = way.size() - 1; i >= 0; i--) {
            push(KeyCode.SHIFT, KeyCode.TAB);
            if (!owner().equals(way.get(i))) {
                wrong.add(
                        "Shift+Tab leads to "
                                + words(owner())
                                + " where Tab came from "
                                + words(way.get(i)));
                return;
            }
        }
    }

    private List<String> disorder() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < way.size(); i++) {
            for (int j = i + 1; j < way.size(); j++) {
                if (isAfter(way.get(i), way.get(j))) {
                    found.add(words(way.get(i)) + " comes before " + words(way.get(j)));
                }
            }
        }
        return found;
    }

    /// Whether the earlier one is read after the later one.
    private static boolean isAfter(Node earlier, Node later) {
        List<Node> up = upwards(earlier);
        List<Node> other = upwards(later);
        int i = up.size() - 1;
        int j = other.size() - 1;
        while (i > 0 && j > 0 && up.get(i - 1).equals(other.get(j - 1))) {
            i--;
            j--;
        }
        if (i == 0 || j == 0) {
            return false; // one is in the other
        }
        Bounds one = part(up.get(i - 1));
        Bounds two = part(other.get(j - 1));
        boolean below = one.getMinY() >= two.getMaxY() - 0.5;
        boolean above = one.getMaxY() <= two.getMinY() + 0.5;
        return below || (!above && one.getMinX() >= two.getMaxX() - 0.5);
    }

    /// What is read as a whole: the node, in a grid the column it is in.
    private static Bounds part(Node node) {
        Bounds bounds = inScene(node);
        if (node.getParent() instanceof GridPane grid) {
            for (Node child : grid.getChildrenUnmodifiable()) {
                if (child.isVisible() && column(child) == column(node)) {
                    bounds = union(bounds, inScene(child));
                }
            }
        }
        return bounds;
    }

    private static int column(Node node) {
        return Objects.requireNonNullElse(GridPane.getColumnIndex(node), 0);
    }

    private static Bounds union(Bounds one, Bounds two) {
        double x = Math.min(one.getMinX(), two.getMinX());
        double y = Math.min(one.getMinY(), two.getMinY());
        return new BoundingBox(
                x,
                y,
                Math.max(one.getMaxX(), two.getMaxX()) - x,
                Math.max(one.getMaxY(), two.getMaxY()) - y);
    }

    private static List<Node> upwards(Node node) {
        List<Node> nodes = new ArrayList<>();
        for (Node up = node; up != null; up = up.getParent()) {
            nodes.add(up);
        }
        return nodes;
    }

    static Bounds inScene(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    /// What takes the keyboard in there, in the order of the scene's tree.
    private static List<Node> focusable(Node node) {
        List<Node> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, List<Node> found) {
        if (!node.isVisible() || node.isDisabled()) {
            return;
        }
        if (node.isFocusTraversable() && !isLeftToArrows(node)) {
            found.add(node);
        }
        // their fields have the keyboard for them
        if (node instanceof Parent parent
                && !(node instanceof Spinner)
                && !(node instanceof ComboBoxBase)) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    /// Of toggles that exclude each other Tab goes to the chosen one.
    private static boolean isLeftToArrows(Node node) {
        return node instanceof ToggleButton toggle
                && toggle.getToggleGroup() != null
                && toggle.getToggleGroup().getSelectedToggle() != null
                && !toggle.isSelected();
    }

    /// From the chosen toggle the arrow keys lead to the others.
    private void arrows(ToggleButton chosen) {
        List<Toggle> left = new ArrayList<>(chosen.getToggleGroup().getToggles());
        int others = left.size() - 1;
        onScreen(() -> {
            chosen.requestFocus();
            return left.remove(chosen);
        });
        for (KeyCode key : new KeyCode[] {KeyCode.RIGHT, KeyCode.LEFT}) {
            for (int i = 0; i < others; i++) {
                push(key);
                left.remove((Object) owner());
            }
        }
        left.forEach(toggle -> wrong.add("no arrow leads to " + words((Node) toggle)));
    }

    /// Without the pauses that a person makes.
    private void push(KeyCode... keys) {
        onScreen(() -> {
            Robot robot = new Robot();
            for (KeyCode key : keys) {
                robot.keyPress(key);
            }
            for (KeyCode key : keys) {
                robot.keyRelease(key);
            }
            return robot;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Node owner() {
        return onScreen(() -> {
            Node owner = console.scene().getFocusOwner();
            return owner == null ? console.scene().getRoot() : owner;
        });
    }

    private static <T> T onScreen(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work);
    }

    static String words(Node node) {
        String text =
                node instanceof Labeled labeled && labeled.getText() != null
                        ? " '" + labeled.getText() + "'"
                        : node.getAccessibleText() == null
                                ? ""
                                : " (" + node.getAccessibleText() + ")";
        return node.getClass().getSimpleName()
                + (node.getId() == null ? "" : " #" + node.getId())
                + text;
    }
}
