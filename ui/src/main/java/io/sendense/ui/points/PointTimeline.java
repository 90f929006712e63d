package io.sendense.ui.points;

import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/// A VM's restore points on a line of time: squares are full, circles hang on others. Days are
/// divided by marks and have their names in their middle. A click, the arrow keys, Home and End
/// choose one. FX thread only.
public final class PointTimeline extends Region {
    private static final double HEIGHT = 72;
    private static final double AXIS = 38;
    private static final double MARGIN = 18;
    private static final double LABEL_WIDTH = 84;
    private static final double HOUR_TICK = 7;
    private static final double DAY_TICK = 10;
    private static final double NEAR = 14;

    private final Line axis = new Line();
    private final List<Region> marks = new ArrayList<>();
    private List<TimelineDot> dots = List.of();
    private Optional<Duration> window = Optional.empty();
    private @Nullable String chosen;
    private @Nullable Formats formats;
    private Consumer<String> onChoice = _ -> {};

    public PointTimeline() {
        getStyleClass().add("timeline");
        axis.getStyleClass().add("timeline-axis");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPress);
        addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    }

    /// Says how times look, and who is told which point the operator chose.
    void setUp(Formats look, Consumer<String> choice) {
        formats = look;
        onChoice = choice;
    }

    /// @param now the oldest first
    void show(List<TimelineDot> now) {
        dots = now;
        requestLayout();
    }

    void choose(@Nullable String id) {
        chosen = id;
        setAccessibleText(dot(id).map(TimelineDot::words).orElse(""));
        requestLayout();
    }

    /// How much time is shown; all of it where nothing is said.
    void setWindow(Optional<Duration> length) {
        window = length;
        requestLayout();
    }

    private Optional<TimelineDot> dot(@Nullable String id) {
        return dots.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private Optional<TimeScale> scale() {
        if (dots.isEmpty()) {
            return Optional.empty();
        }
        Instant newest = dots.getLast().at();
        return Optional.of(
                window.map(length ->
                                TimeScale.window(
                                        length,
                                        newest,
                                        dot(chosen).map(TimelineDot::at).orElse(newest)))
                        .orElseGet(() ->
                                TimeScale.around(dots.stream().map(TimelineDot::at).toList())));
    }

    private double x(TimeScale scale, Instant at) {
        return MARGIN + scale.x(at, getWidth() - 2 * MARGIN);
    }

    @Override
    protected void layoutChildren() {
        getChildren().clear();
        marks.clear();
        Optional<TimeScale> scale = scale();
        if (scale.isEmpty() || formats == null || getWidth() < 4 * MARGIN) {
            return;
        }
        axis.setStartX(MARGIN / 2);
        axis.setEndX(getWidth() - MARGIN / 2);
        axis.setStartY(AXIS);
        axis.setEndY(AXIS);
        getChildren().add(axis);
        addTicks(scale.get(), formats);
        dots.stream()
                .filter(dot -> scale.get().shows(dot.at()))
                .forEach(dot -> addDot(scale.get(), dot));
    }

    private void addTicks(TimeScale scale, Formats look) {
        double right = 0;
        for (TimeScale.Tick tick :
                scale.ticks(getWidth() - 2 * MARGIN, LABEL_WIDTH + 8, look.zone())) {
            if (scale.shows(tick.at().toInstant())) {
                double x = Math.round(x(scale, tick.at().toInstant())) + 0.5;
                Line line = new Line(x, AXIS, x, AXIS + (tick.day() ? DAY_TICK : HOUR_TICK));
                line.getStyleClass().add("timeline-tick");
                getChildren().add(line);
            }
            double left = tick.words().map(at -> x(scale, at) - LABEL_WIDTH / 2).orElse(-1.0);
            if (left >= Math.max(0, right) && left + LABEL_WIDTH <= getWidth()) {
                getChildren().add(label(tick, look, left));
                right = left + LABEL_WIDTH;
            }
        }
    }

    private static Label label(TimeScale.Tick tick, Formats look, double left) {
        Label label =
                new Label(
                        tick.day()
                                ? look.day(tick.at().toLocalDate())
                                : look.time(tick.at().toLocalTime()));
        label.getStyleClass().add(tick.day() ? "timeline-day" : "timeline-hour");
        label.setMinWidth(LABEL_WIDTH);
        label.setMaxWidth(LABEL_WIDTH);
        label.resizeRelocate(Math.rint(left), AXIS + 11, LABEL_WIDTH, 20);
        return label;
    }

    private void addDot(TimeScale scale, TimelineDot dot) {
        boolean here = dot.id().equals(chosen);
        double size = dot.full() ? 14 : 12;
        double x = Math.round(x(scale, dot.at()));
        Region mark = new Region();
        mark.getStyleClass().addAll("timeline-dot", dot.full() ? "full" : "incremental");
        Tones.set(mark, dot.tone());
        if (here) {
            Region ring = new Region();
            ring.getStyleClass().addAll("timeline-ring", dot.full() ? "full" : "incremental");
            getChildren().add(ring);
            ring.resizeRelocate(x - size / 2 - 5, AXIS - size / 2 - 5, size + 10, size + 10);
        }
        getChildren().add(mark);
        mark.resizeRelocate(x - size / 2, AXIS - size / 2, size, size);
        Tooltip.install(mark, new Tooltip(dot.words()));
        mark.setUserData(dot.id());
        marks.add(mark);
        boolean sound = dot.tone() == Tone.SUCCESS;
        double aside = sound && dot.served() ? 8 : 0;
        if (sound) {
            addSign("timeline-check", x - 5 - aside, AXIS - 27, 10);
        }
        if (dot.served()) {
            addSign("timeline-served", x - 5 + aside, AXIS - 27, 10);
        }
    }

    private void addSign(String style, double x, double y, double size) {
        Region sign = new Region();
        sign.getStyleClass().add(style);
        sign.setMouseTransparent(true);
        getChildren().add(sign);
        sign.resizeRelocate(x, y, size, size * 0.8);
    }

    private void onPress(MouseEvent event) {
        requestFocus();
        Region nearest = null;
        double best = NEAR;
        for (Region mark : marks) {
            double distance = Math.abs(mark.getLayoutX() + mark.getWidth() / 2 - event.getX());
            if (distance < best) {
                best = distance;
                nearest = mark;
            }
        }
        if (nearest != null) {
            onChoice.accept(String.valueOf(nearest.getUserData()));
        }
        event.consume();
    }

    private void onKey(KeyEvent event) {
        if (dots.isEmpty()) {
            return;
        }
        int at = dot(chosen).map(dots::indexOf).orElse(dots.size() - 1);
        int to =
                switch (event.getCode()) {
                    case KeyCode.LEFT -> Math.max(0, at - 1);
                    case KeyCode.RIGHT -> Math.min(dots.size() - 1, at + 1);
                    case KeyCode.HOME -> 0;
                    case KeyCode.END -> dots.size() - 1;
                    default -> -1;
                };
        if (to >= 0) {
            onChoice.accept(dots.get(to).id());
            event.consume();
        }
    }
}
