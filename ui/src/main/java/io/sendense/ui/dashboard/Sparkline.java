package io.sendense.ui.dashboard;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/// A small curve without axes, its newest value at the right. FX thread only.
public final class Sparkline extends Region {
    private static final int WIDEST = 60;
    private static final int FEWEST = 4;

    private final Polygon area = new Polygon();
    private final Polyline line = new Polyline();
    private List<Long> values = List.of();

    public Sparkline() {
        getStyleClass().add("sparkline");
        area.getStyleClass().add("sparkline-area");
        line.getStyleClass().add("sparkline-line");
        area.setManaged(false);
        line.setManaged(false);
        getChildren().addAll(area, line);
        setMouseTransparent(true);
    }

    /// Shows values from now on; none below zero.
    void show(List<Long> newest) {
        values = newest;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        ObservableList<Double> curve = line.getPoints();
        curve.clear();
        area.getPoints().clear();
        long highest = values.stream().mapToLong(Long::longValue).max().orElse(0);
        if (values.size() < FEWEST || highest == 0) {
            return;
        }
        double step = getWidth() / (WIDEST - 1);
        double left = getWidth() - step * (values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            curve.add(left + step * i);
            curve.add(1 + (getHeight() - 2) * (1 - (double) values.get(i) / highest));
        }
        area.getPoints().addAll(curve);
        area.getPoints().addAll(List.of(getWidth(), getHeight(), left, getHeight()));
    }
}
