package io.sendense.ui.shared;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/// Sets up table columns: which value, how it sorts, how it looks. FX thread only.
public final class Columns {
    private static final double ROW_HEIGHT = 30;
    private static final double HEADER_HEIGHT = 32;

    private Columns() {}

    /// A column of texts that do not change.
    public static <R> void text(TableColumn<R, String> column, Function<R, String> value) {
        live(column, row -> new ReadOnlyObjectWrapper<>(value.apply(row)), Function.identity());
    }

    /// A column of numbers that do not change: right-aligned, sorted by value.
    public static <R, T extends Comparable<T>> void number(
            TableColumn<R, T> column, Function<R, T> value, Function<T, String> look) {
        live(column, row -> new ReadOnlyObjectWrapper<>(value.apply(row)), look);
        column.getStyleClass().add("number");
    }

    /// A column of values that change, shown as text; sorted by value.
    public static <R, T> void live(
            TableColumn<R, T> column,
            Function<R, ObservableValue<T>> value,
            Function<T, String> look) {
        column.setCellValueFactory(features -> value.apply(features.getValue()));
        column.setCellFactory(_ -> new TextCell<>(look));
    }

    /// A column of states.
    public static <R> void badge(
            TableColumn<R, Badge> column, Function<R, ObservableValue<Badge>> value) {
        column.setCellValueFactory(features -> value.apply(features.getValue()));
        column.setCellFactory(_ -> new BadgeCell<>());
    }

    /// Makes a table as high as its rows, for a table that lies in a scrolling page.
    public static void fitRows(TableView<?> table, int rows) {
        double height = HEADER_HEIGHT + ROW_HEIGHT * Math.max(1, rows) + 2;
        table.setFixedCellSize(ROW_HEIGHT);
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
    }

    /// Text that ends in an ellipsis where the column is too narrow, and then has all of it in its
    /// tooltip.
    private static final class TextCell<R, T> extends TableCell<R, T> {
        private final Function<T, String> look;

        private TextCell(Function<T, String> look) {
            this.look = look;
            setTextOverrun(OverrunStyle.ELLIPSIS);
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setTooltip(null);
                return;
            }
            String text = look.apply(item);
            setText(text);
            setTooltip(text.length() > 12 ? new Tooltip(text) : null);
        }
    }

    private static final class BadgeCell<R> extends TableCell<R, Badge> {
        private final BadgeLabel label = new BadgeLabel();

        private BadgeCell() {
            setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(Badge item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            label.show(item);
            setGraphic(label);
            setAccessibleText(item.text());
        }
    }
}
