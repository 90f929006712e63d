package io.sendense.ui.repositories;

import io.sendense.ui.shared.Formats;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/// How much was in use over the last weeks, as a curve between its lowest and its highest value. FX
/// thread only.
public final class FillChart extends Region {
    private static final double LABELS = 64;
    private static final double LEAST_SPREAD = 0.02;

    private final Polygon area = new Polygon();
    private final Polyline curve = new Polyline();
    private final Line top = new Line();
    private final Line bottom = new Line();
    private final Label highest = new Label();
    private final Label lowest = new Label();
    private final Label first = new Label();
    private final Label last = new Label();
    private List<FillPoint> points = List.of();
    private @Nullable Formats formats;

    public FillChart() {
        getStyleClass().add("fill-chart");
        area.getStyleClass().add("fill-area");
        curve.getStyleClass().add("fill-curve");
        top.getStyleClass().add("fill-line");
        bottom.getStyleClass().add("fill-line");
        List.of(highest, lowest, first, last)
                .forEach(label -> label.getStyleClass().add("fill-label"));
        getChildren().addAll(top, bottom, area, curve, highest, lowest, first, last);
        getChildren().forEach(child -> child.setManaged(false));
        setMouseTransparent(true);
    }

    /// @param now oldest first
    void show(List<FillPoint> now, Formats look) {
        points = now;
        formats = look;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        boolean drawn = points.size() > 1 && formats != null && getWidth() > 2 * LABELS;
        getChildren().forEach(child -> child.setVisible(drawn));
        if (!drawn || formats == null) {
            return;
        }
        double width = getWidth() - LABELS - 8;
        double height = getHeight() - 18;
        long high = points.stream().mapToLong(FillPoint::usedBytes).max().orElse(0);
        long low = points.stream().mapToLong(FillPoint::usedBytes).min().orElse(0);
        double spread = Math.max((double) high - low, high * LEAST_SPREAD);
        double floor = Math.max(0, ((double) high + low) / 2 - spread / 2);
        FillPoint begin = points.getFirst();
        double span = Math.max(1, Duration.between(begin.at(), points.getLast().at()).toMillis());
        curve.getPoints().clear();
        area.getPoints().clear();
        for (FillPoint point : points) {
            double x = width * Duration.between(begin.at(), point.at()).toMillis() / span;
            double y = 4 + (height - 8) * (1 - (point.usedBytes() - floor) / Math.max(1, spread));
            curve.getPoints().addAll(x, y);
        }
        area.getPoints().addAll(curve.getPoints());
        area.getPoints().addAll(width, height, 0.0, height);
        lay(top, 0.5, width);
        lay(bottom, height + 0.5, width);
        place(highest, formats.bytes(high), width + 8, 0);
        place(lowest, formats.bytes(low), width + 8, height - 16);
        place(first, formats.day(begin.at().atZone(formats.zone()).toLocalDate()), 0, height + 2);
        String end = formats.day(points.getLast().at().atZone(formats.zone()).toLocalDate());
        place(last, end, 0, height + 2);
        last.relocate(width - last.getWidth(), height + 2);
    }

    private static void lay(Line line, double y, double width) {
        line.setStartX(0);
        line.setEndX(width);
        line.setStartY(y);
        line.setEndY(y);
    }

    private static void place(Label label, String text, double x, double y) {
        label.setText(text);
        label.autosize();
        label.relocate(x, y);
    }
}
