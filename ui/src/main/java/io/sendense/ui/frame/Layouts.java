package io.sendense.ui.frame;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has tables and divided panes look as they were left, also at the next start. FX thread only.
public final class Layouts {
    private static final Logger LOG = LoggerFactory.getLogger(Layouts.class);

    private final ConsoleMemory memory;

    public Layouts(ConsoleMemory memory) {
        this.memory = memory;
    }

    /// Keeps every table and divided pane of a view that has a name there.
    ///
    /// @param view its name: `History`
    /// @param parts by name
    void keepAll(String view, Map<String, Object> parts) {
        parts.forEach((name, part) -> {
            String key = view + "." + name;
            if (part instanceof TableView<?> table) {
                keep(key, table);
            } else if (part instanceof TreeTableView<?> table) {
                keep(key, table);
            } else if (part instanceof SplitPane pane) {
                keep(key, pane);
            }
        });
    }

    private void keep(String key, TableView<?> table) {
        if (table.getColumns().stream().anyMatch(column -> column.getId() == null)) {
            return;
        }
        restore(key, text -> KeptTable.restore(table, TableLayout.parse(text)));
        KeptTable.watch(table, text -> memory.keepLayout(key, text));
    }

    private void keep(String key, TreeTableView<?> table) {
        if (table.getColumns().stream().anyMatch(column -> column.getId() == null)) {
            return;
        }
        restore(key, text -> KeptTree.restore(table, TableLayout.parse(text)));
        KeptTree.watch(table, text -> memory.keepLayout(key, text));
    }

    /// Keeps where the dividers of a pane are.
    public void keep(String key, SplitPane pane) {
        restore(key, text -> pane.setDividerPositions(positions(text, pane)));
        pane.getDividers()
                .forEach(divider ->
                        divider.positionProperty()
                                .subscribe((_, _) -> memory.keepLayout(key, text(pane))));
    }

    private void restore(String key, Consumer<String> restoring) {
        memory.layout(key)
                .ifPresent(text -> {
                    try {
                        restoring.accept(text);
                    } catch (IllegalArgumentException e) {
                        LOG.warn("the look of {} is left aside: {}", key, e.toString());
                    }
                });
    }

    private static double[] positions(String text, SplitPane pane) {
        String[] words = text.split(" ", -1);
        double[] positions = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            positions[i] = Double.parseDouble(words[i]);
            if (!(positions[i] >= 0 && positions[i] <= 1)) {
                throw new IllegalArgumentException("not a divider's place: " + text);
            }
        }
        if (positions.length != pane.getDividers().size()) {
            throw new IllegalArgumentException("not as many dividers: " + text);
        }
        return positions;
    }

    private static String text(SplitPane pane) {
        StringBuilder text = new StringBuilder();
        for (double position : pane.getDividerPositions()) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(String.format(Locale.ROOT, "%.4f", position));
        }
        return text.toString();
    }
}
