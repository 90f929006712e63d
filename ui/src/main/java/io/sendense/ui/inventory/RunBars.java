package io.sendense.ui.inventory;

import io.sendense.ui.shared.Tones;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// The last runs of a VM as bars, coloured by what became of them. Heights follow the square root
/// of what was read, so that incrementals are seen beside a full. Each bar says in its tooltip what
/// it is, and opens its run. FX thread only.
public final class RunBars extends Region {
    private static final double HEIGHT = 56;
    private static final double LOWEST = 3;
    private static final double GAP = 3;
    private static final double WIDEST = 18;

    /// There is room for so many, and the same width for each however few there are.
    private static final int PLACES = 30;

    private List<RunBar> bars = List.of();

    public RunBars() {
        getStyleClass().add("run-bars");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    /// @param all oldest first
    /// @param words the sum of it in a sentence
    /// @param open opens a run
    void show(List<RunBar> all, String words, LongConsumer open) {
        bars = List.copyOf(all);
        setAccessibleText(bars.isEmpty() ? words : words + " " + bars.getLast().words());
        getChildren().setAll(bars.stream().map(bar -> node(bar, open)).toList());
    }

    private static Node node(RunBar bar, LongConsumer open) {
        Region node = new Region();
        node.getStyleClass().add("run-bar-of");
        Tones.set(node, bar.tone());
        Tooltip words = new Tooltip(bar.words());
        words.setShowDelay(Duration.millis(150));
        Tooltip.install(node, words);
        node.setAccessibleText(bar.words());
        node.setOnMouseClicked(_ -> open.accept(bar.run()));
        return node;
    }

    @Override
    protected double computePrefHeight(double width) {
        return snappedTopInset() + HEIGHT + snappedBottomInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double inner = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        double step = Math.min(WIDEST + GAP, Math.floor(inner / PLACES));
        long most = bars.stream().mapToLong(RunBar::bytes).max().orElse(0);
        for (int i = 0; i < bars.size(); i++) {
            double share = most == 0 ? 0 : Math.sqrt((double) bars.get(i).bytes() / most);
            double high = Math.round(Math.max(LOWEST, height * share));
            getChildren()
                    .get(i)
                    .resizeRelocate(left + i * step, top + height - high, step - GAP, high);
        }
    }
}
