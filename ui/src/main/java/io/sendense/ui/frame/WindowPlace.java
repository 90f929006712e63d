package io.sendense.ui.frame;

import java.util.List;
import javafx.geometry.Rectangle2D;

/// Where the window is when it is not maximized, and whether it is. Immutable.
///
/// @param x of the window's left edge in pixels of the desktop; NaN where the system chooses
/// @param y of its upper edge
/// @param width of its content in pixels
/// @param height of its content in pixels
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    public static final double SMALLEST_WIDTH = 960;
    public static final double SMALLEST_HEIGHT = 600;

    /// How much of the window's upper edge has to be on a screen for it to be got hold of.
    private static final double GRIP = 80;

    public WindowPlace {
        width = Math.max(SMALLEST_WIDTH, width);
        height = Math.max(SMALLEST_HEIGHT, height);
    }

    /// A window of this size, where the system puts it.
    static WindowPlace anywhere(double width, double height, boolean maximized) {
        return new WindowPlace(Double.NaN, Double.NaN, width, height, maximized);
    }

    /// Whether it is known where, and not only how large.
    public boolean isPlaced() {
        return Double.isFinite(x) && Double.isFinite(y);
    }

    /// The same where the operator can get hold of it, else where the system puts it; never larger
    /// than the largest screen.
    ///
    /// @param screens what of each screen windows may use
    public WindowPlace within(List<Rectangle2D> screens) {
        double widest = screens.stream().mapToDouble(Rectangle2D::getWidth).max().orElse(width);
        double highest = screens.stream().mapToDouble(Rectangle2D::getHeight).max().orElse(height);
        double fittingWidth = Math.min(width, widest);
        double fittingHeight = Math.min(height, highest);
        boolean reachable =
                isPlaced()
                        && screens.stream().anyMatch(screen -> isGrippedIn(screen, fittingWidth));
        return reachable
                ? new WindowPlace(x, y, fittingWidth, fittingHeight, maximized)
                : anywhere(fittingWidth, fittingHeight, maximized);
    }

    private boolean isGrippedIn(Rectangle2D screen, double fittingWidth) {
        double seen = Math.min(x + fittingWidth, screen.getMaxX()) - Math.max(x, screen.getMinX());
        return seen >= GRIP && y >= screen.getMinY() && y <= screen.getMaxY() - GRIP;
    }
}
