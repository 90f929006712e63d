package io.sendense.ui.transfers;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.time.Duration;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// A curve of bytes per second over time. Pointing at it, or the arrow keys, mark a point and show
/// its figures, which are its accessible text too. Drawn only when something has changed; its
/// colours are those of the theme. FX thread only.
public final class RateChart extends Region {
    private static final double LEFT = 74;
    private static final double RIGHT = 14;
    private static final double TOP = 14;
    private static final double BOTTOM = 26;
    private static final int NONE = -1;

    /// About the width of a character.
    private static final double GLYPH = 6.2;

    private final Canvas canvas = new Canvas();
    private final Font font = Font.font("Inter", 11);

    // Never seen: the style sheet colours them, and the curve is drawn in their colours.
    private final Text line = ink("rate-line");
    private final Text grid = ink("rate-grid");
    private final Text words = ink("rate-words");
    private final Text mark = ink("rate-mark");

    private List<RatePoint> points = List.of();
    private int marked = NONE;
    private @Nullable Labels labels;

    /// A chart without a curve.
    public RateChart() {
        getStyleClass().add("rate-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        getChildren().addAll(canvas, line, grid, words, mark);
        setOnMouseMoved(this::point);
        setOnMouseExited(_ -> mark(NONE));
        setOnMousePressed(_ -> requestFocus());
        setOnKeyPressed(this::key);
        focusedProperty().subscribe(_ -> draw());
    }

    private Text ink(String style) {
        Text ink = new Text();
        ink.getStyleClass().add(style);
        ink.setVisible(false);
        ink.setManaged(false);
        ink.fillProperty().subscribe(_ -> draw());
        return ink;
    }

    /// Shows a curve from now on, as it grows.
    public void show(ObservableValue<List<RatePoint>> curve, Messages in, Formats with) {
        labels = new Labels(in, with);
        curve.subscribe(this::show);
    }

    private void show(List<RatePoint> curve) {
        points = curve;
        marked = Math.min(marked, curve.size() - 1);
        tell();
        draw();
    }

    private void mark(int index) {
        if (index != marked) {
            marked = index;
            tell();
            draw();
        }
    }

    private void point(MouseEvent event) {
        int nearest = NONE;
        for (int i = 0; i < points.size(); i++) {
            if (nearest == NONE
                    || Math.abs(x(points.get(i)) - event.getX())
                            < Math.abs(x(points.get(nearest)) - event.getX())) {
                nearest = i;
            }
        }
        mark(nearest);
    }

    private void key(KeyEvent event) {
        int last = points.size() - 1;
        int from = marked == NONE ? last + 1 : marked;
        switch (event.getCode()) {
            case LEFT -> mark(Math.max(Math.min(0, last), from - 1));
            case RIGHT -> mark(Math.min(last, from + 1));
            case HOME -> mark(Math.min(0, last));
            case END -> mark(last);
            case ESCAPE -> {
                if (marked == NONE) {
                    return;
                }
                mark(NONE);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// The marked point's figures, or the last one's.
    private void tell() {
        Labels in = labels;
        if (in == null) {
            return;
        }
        if (points.isEmpty()) {
            setAccessibleText(in.none());
        } else if (marked == NONE) {
            setAccessibleText(in.last(points.getLast()));
        } else {
            setAccessibleText(in.marked(points.get(marked)));
        }
    }

    private long span() {
        return points.isEmpty() ? 1000 : Math.max(1000, points.getLast().millis());
    }

    private double x(RatePoint point) {
        return x(point.millis());
    }

    private double x(long millis) {
        return LEFT + (getWidth() - LEFT - RIGHT) * millis / span();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(Math.max(0, getWidth()));
        canvas.setHeight(Math.max(0, getHeight()));
        draw();
    }

    @Override
    protected double computePrefHeight(double width) {
        return 160;
    }

    private void draw() {
        GraphicsContext to = canvas.getGraphicsContext2D();
        to.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        double bottom = getHeight() - BOTTOM;
        Labels in = labels;
        if (in == null || bottom <= TOP || getWidth() <= LEFT + RIGHT) {
            return;
        }
        to.setFont(font);
        if (points.size() < 2) {
            write(to, in.none(), getWidth() / 2, getHeight() / 2);
            return;
        }
        long step = Ticks.bytes(top(), bottom - TOP < 110 ? 2 : 4);
        long top = step * Math.max(1, (top() + step - 1) / step);
        axes(to, in, bottom, step, top);
        curve(to, bottom, top);
        if (marked != NONE) {
            marked(to, in, bottom, top);
        }
    }

    private long top() {
        return points.stream().mapToLong(RatePoint::bytesPerSecond).max().orElse(0);
    }

    private static double y(long bytesPerSecond, double bottom, long top) {
        return bottom - (bottom - TOP) * bytesPerSecond / top;
    }

    private void axes(GraphicsContext to, Labels in, double bottom, long step, long top) {
        to.setStroke(grid.getFill());
        to.setLineWidth(1);
        for (long at = 0; at <= top; at += step) {
            double y = Math.round(y(at, bottom, top)) + 0.5;
            to.strokeLine(LEFT, y, getWidth() - RIGHT, y);
            to.setTextAlign(TextAlignment.RIGHT);
            write(to, at == 0 ? "0" : in.rate(at), LEFT - 8, y);
        }
        int most = Math.max(1, (int) ((getWidth() - LEFT - RIGHT) / 90));
        long every = Ticks.millis(span(), most);
        to.setTextAlign(TextAlignment.CENTER);
        for (long at = 0; at <= span(); at += every) {
            String text = in.time(at);
            double half = text.length() * GLYPH / 2;
            write(to, text, Math.min(x(at), getWidth() - half - 4), bottom + 13);
        }
    }

    private void write(GraphicsContext to, String text, double x, double y) {
        to.setTextBaseline(VPos.CENTER);
        to.setFill(words.getFill());
        to.fillText(text, x, y);
    }

    private void curve(GraphicsContext to, double bottom, long top) {
        to.setStroke(line.getFill());
        to.setLineWidth(1.6);
        to.beginPath();
        RatePoint first = points.getFirst();
        to.moveTo(x(first), y(first.bytesPerSecond(), bottom, top));
        points.forEach(each -> to.lineTo(x(each), y(each.bytesPerSecond(), bottom, top)));
        to.stroke();
        to.lineTo(x(points.getLast()), bottom);
        to.lineTo(x(first), bottom);
        to.closePath();
        to.setFill(faint(line.getFill()));
        to.fill();
    }

    private static Paint faint(Paint paint) {
        return paint instanceof Color color ? color.deriveColor(0, 1, 1, 0.14) : paint;
    }

    private void marked(GraphicsContext to, Labels in, double bottom, long top) {
        RatePoint point = points.get(marked);
        double x = x(point);
        double y = y(point.bytesPerSecond(), bottom, top);
        to.setStroke(mark.getFill());
        to.setLineWidth(1);
        to.strokeLine(x, TOP, x, bottom);
        to.setFill(line.getFill());
        to.fillOval(x - 4, y - 4, 8, 8);
        String text = in.figures(point);
        double width = text.length() * GLYPH + 16;
        double left = Math.clamp(x - width / 2, LEFT, Math.max(LEFT, getWidth() - RIGHT - width));
        to.setFill(mark.getFill());
        to.fillRoundRect(left, TOP - 10, width, 20, 8, 8);
        to.setTextAlign(TextAlignment.CENTER);
        to.setTextBaseline(VPos.CENTER);
        to.setFill(Color.WHITE);
        to.fillText(text, left + width / 2, TOP);
    }

    /// The words and figures of the chart. Immutable.
    private record Labels(Messages messages, Formats formats) {
        String none() {
            return messages.text("run.rate.none");
        }

        String last(RatePoint point) {
            return messages.text("run.rate.last", figures(point));
        }

        String marked(RatePoint point) {
            return messages.text("run.rate.marked", figures(point));
        }

        String figures(RatePoint point) {
            return messages.text(
                    "run.rate.point",
                    time(point.millis()),
                    rate(point.bytesPerSecond()),
                    formats.bytes(point.doneBytes()));
        }

        String time(long millis) {
            return formats.duration(Duration.ofMillis(millis));
        }

        String rate(long bytesPerSecond) {
            return formats.bytes(bytesPerSecond) + "/s";
        }
    }
}
