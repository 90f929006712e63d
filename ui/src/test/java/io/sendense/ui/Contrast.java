package io.sendense.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;

/// Finds texts that stand out too little from what they stand on: less than 4.5 to 1, for icons
/// less than 3 to 1 (WCAG 2.2, success criteria 1.4.3 and 1.4.11). What is disabled is exempt there
/// and here. FX thread only.
///
/// What a text stands on are the backgrounds of the nodes it is in, with their opacity: the last
/// fill of each, of a gradient its first colour.
final class Contrast {
    private static final double TEXT = 4.5;
    private static final double ICON = 3;

    private final Scene scene;
    private final List<String> found = new ArrayList<>();

    private Contrast(Scene scene) {
        this.scene = scene;
    }

    static List<String> tooLowIn(Scene scene) {
        Contrast contrast = new Contrast(scene);
        contrast.visit(scene.getRoot());
        return contrast.found.stream().distinct().toList();
    }

    private void visit(Node node) {
        if (!node.isVisible() || node.isDisabled() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Text text && !text.getText().isBlank()) {
            check(text);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::visit);
        }
    }

    private void check(Text text) {
        Color shown = color(text.getFill());
        Color under = Color.TRANSPARENT;
        for (Node up = text; up != null; up = up.getParent()) {
            Color fill = fill(up);
            shown = fade(over(shown, fill), up.getOpacity());
            under = fade(over(under, fill), up.getOpacity());
        }
        Color window = color(scene.getFill());
        shown = over(shown, window);
        under = over(under, window);
        boolean icon = text.getStyleClass().contains("ikonli-font-icon");
        double ratio = ratio(shown, under);
        if (ratio < (icon ? ICON : TEXT)) {
            found.add(
                    "%.2f:1 %s on %s: %s in %s"
                            .formatted(
                                    ratio,
                                    shown,
                                    under,
                                    icon ? "icon" : "'" + text.getText() + "'",
                                    place(text)));
        }
    }

    private static String place(Node node) {
        StringBuilder place = new StringBuilder();
        Node up = node.getParent();
        for (int i = 0; i < 3 && up != null; i++) {
            place.append(up.getId() == null ? "" : "#" + up.getId())
                    .append(up.getStyleClass())
                    .append(' ');
            up = up.getParent();
        }
        return place.toString().strip();
    }

    /// What a node is filled with itself.
    private static Color fill(Node node) {
        if (node instanceof Region region && region.getBackground() != null) {
            List<BackgroundFill> fills = region.getBackground().getFills();
            return fills.isEmpty() ? Color.TRANSPARENT : color(fills.getLast().getFill());
        }
        return Color.TRANSPARENT;
    }

    private static Color color(Paint paint) {
        return switch (paint) {
            case Color color -> color;
            case LinearGradient gradient -> gradient.getStops().getFirst().getColor();
            case null, default -> Color.TRANSPARENT;
        };
    }

    private static Color fade(Color color, double opacity) {
        return color.deriveColor(0, 1, 1, opacity);
    }

    private static Color over(Color above, Color below) {
        double rest = below.getOpacity() * (1 - above.getOpacity());
        double opacity = above.getOpacity() + rest;
        if (opacity == 0) {
            return Color.TRANSPARENT;
        }
        double part = above.getOpacity() / opacity;
        return Color.color(
                above.getRed() * part + below.getRed() * (1 - part),
                above.getGreen() * part + below.getGreen() * (1 - part),
                above.getBlue() * part + below.getBlue() * (1 - part),
                Math.min(1, opacity));
    }

    /// WCAG 2.2, definition of contrast ratio.
    static double ratio(Color one, Color other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed())
                + 0.7152 * linear(color.getGreen())
                + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double part) {
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
