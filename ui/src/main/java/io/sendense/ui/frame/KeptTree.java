package io.sendense.ui.frame;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;

/// A table of lines that open, whose columns keep their width and visibility. They keep their
/// places anyway: the first has the tree. FX thread only.
final class KeptTree {
    private KeptTree() {}

    /// Tells `keep` from now on how the table looks, whenever that changes.
    static <R> void watch(TreeTableView<R> table, Consumer<String> keep) {
        InvalidationListener changed = _ -> keep.accept(layout(table).text());
        for (TreeTableColumn<R, ?> column : table.getColumns()) {
            column.widthProperty().addListener(changed);
            column.visibleProperty().addListener(changed);
        }
    }

    private static <R> TableLayout layout(TreeTableView<R> table) {
        return new TableLayout(
                table.getColumns().stream()
                        .map(c -> new TableLayout.Column(c.getId(), c.getWidth(), c.isVisible()))
                        .toList(),
                List.of());
    }

    /// Gives a table the look it was left with. Its first column stays in sight.
    static <R> void restore(TreeTableView<R> table, TableLayout layout) {
        TreeTableColumn<R, ?> first = table.getColumns().getFirst();
        for (TreeTableColumn<R, ?> column : table.getColumns()) {
            layout.column(column.getId())
                    .ifPresent(left -> {
                        column.setPrefWidth(left.width());
                        column.setVisible(left.shown() || column.equals(first));
                    });
        }
    }
}
