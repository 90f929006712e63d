package io.sendense.ui.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// A table whose columns keep their width, order, visibility and sorting. FX thread only.
final class KeptTable<R> {
    /// Fewer columns than this are all needed.
    private static final int CHOOSABLE = 4;

    private final TableView<R> table;
    private final Consumer<String> keep;

    private KeptTable(TableView<R> table, Consumer<String> keep) {
        this.table = table;
        this.keep = keep;
    }

    /// Tells `keep` from now on how the table looks, whenever that changes.
    static <R> void watch(TableView<R> table, Consumer<String> keep) {
        KeptTable<R> kept = new KeptTable<>(table, keep);
        table.setTableMenuButtonVisible(table.getColumns().size() >= CHOOSABLE);
        InvalidationListener changed = _ -> kept.tell();
        table.getColumns().addListener(changed);
        table.getSortOrder().addListener(changed);
        for (TableColumn<R, ?> column : table.getColumns()) {
            column.setReorderable(true);
            column.widthProperty().addListener(changed);
            column.visibleProperty().addListener(changed);
            column.sortTypeProperty().addListener(changed);
        }
    }

    private void tell() {
        keep.accept(
                new TableLayout(
                                table.getColumns().stream()
                                        .map(c ->
                                                new TableLayout.Column(
                                                        c.getId(), c.getWidth(), c.isVisible()))
                                        .toList(),
                                table.getSortOrder().stream()
                                        .map(c ->
                                                new TableLayout.Sorting(
                                                        c.getId(),
                                                        c.getSortType()
                                                                == TableColumn.SortType.ASCENDING))
                                        .toList())
                        .text());
    }

    /// Gives a table the look it was left with. At least one column stays in sight.
    static <R> void restore(TableView<R> table, TableLayout layout) {
        List<TableColumn<R, ?>> columns = new ArrayList<>(table.getColumns());
        columns.sort(Comparator.comparingInt(column -> layout.rank(column.getId())));
        if (!columns.equals(table.getColumns())) {
            table.getColumns().setAll(columns);
        }
        boolean anyShown = layout.columns().stream().anyMatch(TableLayout.Column::shown);
        for (TableColumn<R, ?> column : columns) {
            layout.column(column.getId())
                    .ifPresent(left -> {
                        column.setPrefWidth(left.width());
                        if (anyShown && !column.visibleProperty().isBound()) {
                            column.setVisible(left.shown());
                        }
                    });
        }
        List<TableColumn<R, ?>> sorted = new ArrayList<>();
        for (TableLayout.Sorting sorting : layout.sorting()) {
            columns.stream()
                    .filter(column -> sorting.id().equals(column.getId()))
                    .forEach(column -> {
                        column.setSortType(
                                sorting.upwards()
                                        ? TableColumn.SortType.ASCENDING
                                        : TableColumn.SortType.DESCENDING);
                        sorted.add(column);
                    });
        }
        table.getSortOrder().setAll(sorted);
    }
}
