package io.sendense.ui;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// How a control looks while it has the keyboard, to be compared with how it looks without. FX
/// thread only.
///
/// @param area in the scene, with some room for a border drawn around it
record FocusMark(Node node, Rectangle2D area, WritableImage image) {
    private static final double ROOM = 4;

    /// Pixels that change by 3 to 1 (WCAG 2.2, success criterion 2.4.13): the ring of the smallest
    /// control, a check box, has about a hundred.
    private static final int FEWEST = 60;

    static FocusMark of(Node node) {
        Rectangle2D area = area(node);
        return new FocusMark(node, area, look(node, area));
    }

    private static Rectangle2D area(Node node) {
        Bounds bounds = TabWalk.inScene(node);
        return new Rectangle2D(
                Math.floor(bounds.getMinX() - ROOM),
                Math.floor(bounds.getMinY() - ROOM),
                Math.max(1, Math.ceil(bounds.getWidth() + 2 * ROOM)),
                Math.max(1, Math.ceil(bounds.getHeight() + 2 * ROOM)));
    }

    private static WritableImage look(Node node, Rectangle2D area) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setViewport(area);
        // what the next frame would show
        node.getScene().getRoot().applyCss();
        node.getScene().getRoot().layout();
        return node.getScene().getRoot().snapshot(parameters, null);
    }

    /// What is wrong with it, now that the keyboard has gone on to another control.
    Optional<String> fault(Node next) {
        Rectangle2D scene =
                new Rectangle2D(0, 0, node.getScene().getWidth(), node.getScene().getHeight());
        if (!scene.intersects(area)) {
            return Optional.of("not on the screen: " + TabWalk.words(node));
        }
        Rectangle2D now = area(node);
        WritableImage without = look(node, now);
        Bounds taken = TabWalk.inScene(next);
        int width = (int) Math.min(image.getWidth(), without.getWidth());
        int height = (int) Math.min(image.getHeight(), without.getHeight());
        int marked = 0;
        int changed = 0;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                if (isTaken(taken, now.getMinX() + x, now.getMinY() + y)) {
                    continue;
                }
                Color with = image.getPixelReader().getColor(x, y);
                Color then = without.getPixelReader().getColor(x, y);
                if (!with.equals(then)) {
                    changed++;
                    if (Contrast.ratio(with, then) >= 3) {
                        marked++;
                    }
                }
            }
        }
        return marked < FEWEST
                ? Optional.of(
                        "does not show that it has the keyboard (%d of %d pixels): %s"
                                .formatted(marked, changed, TabWalk.words(node)))
                : Optional.empty();
    }

    /// Whether the control that has the keyboard now has drawn here.
    private static boolean isTaken(Bounds next, double x, double y) {
        return x >= next.getMinX() - ROOM
                && x <= next.getMaxX() + ROOM
                && y >= next.getMinY() - ROOM
                && y <= next.getMaxY() + ROOM;
    }
}
