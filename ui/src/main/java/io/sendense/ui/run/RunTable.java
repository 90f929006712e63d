package io.sendense.ui.run;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;

/// The VMs of a run or of several, a line each, that open to a line for each disk. FX thread only.
public final class RunTable extends TreeTableView<TransferRow> {
    private static final Pattern NBD_NAME = Pattern.compile("^nbd[^/]*//[^/]*/([^?]*).*$");
    private static final double ROW_HEIGHT = 30;
    private static final double HEADER_HEIGHT = 32;
    private static final int MOST_ROWS = 9;

    public RunTable() {
        setShowRoot(false);
        setRoot(new TreeItem<>());
        setFixedCellSize(ROW_HEIGHT);
        setTableMenuButtonVisible(true);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getStyleClass().add("transfers");
        expandedItemCountProperty().subscribe(_ -> fit());
    }

    /// Shows these rows from now on. A VM that is alone is open.
    void show(RunRows rows, Messages messages, Formats formats) {
        setPlaceholder(placeholder(messages));
        addName(messages.text("run.disk.label"));
        addText("mode", messages.text("run.disk.mode"), 112, TransferRow::modeProperty);
        addProgress(messages.text("run.disk.progress"), formats);
        addBytes("done", messages.text("run.disk.done"), TransferRow::doneProperty, formats);
        addBytes(
                "planned",
                messages.text("run.disk.planned"),
                TransferRow::plannedProperty,
                formats);
        addBytes(
                        "skipped",
                        messages.text("run.disk.skipped"),
                        TransferRow::skippedProperty,
                        formats)
                .setPrefWidth(102);
        addNumber("rate", messages.text("run.disk.rate"), TransferRow::rateProperty, formats::rate)
                .setPrefWidth(94);
        addText("left", messages.text("run.disk.left"), 88, TransferRow::timeLeftProperty)
                .getStyleClass()
                .add("number");
        addText("export", messages.text("run.disk.export"), 108, TransferRow::exportProperty)
                .setCellFactory(_ -> new TextCell<>(RunTable::exportName, Function.identity()));
        addText(
                "transport",
                messages.text("run.disk.transport"),
                76,
                TransferRow::transportProperty);
        addState(messages.text("run.disk.state"));
        addBytes("size", messages.text("run.disk.size"), TransferRow::capacityProperty, formats)
                .setVisible(false);
        rows.vms()
                .addListener(
                        (ListChangeListener<VmRow>)
                                change -> {
                                    while (change.next()) {
                                        change.getAddedSubList().forEach(vm -> follow(vm, rows));
                                    }
                                    keep(rows);
                                });
        rows.vms().forEach(vm -> follow(vm, rows));
        keep(rows);
    }

    private void follow(VmRow vm, RunRows rows) {
        vm.disks().addListener((ListChangeListener<DiskRow>) _ -> keep(rows));
    }

    private static Label placeholder(Messages messages) {
        Label words = new Label(messages.text("run.disks.none"));
        words.getStyleClass().add("blank-text");
        return words;
    }

    private void keep(RunRows rows) {
        var items = getRoot().getChildren();
        List<VmRow> shown = shown(rows);
        items.removeIf(item -> shown.stream().noneMatch(vm -> vm == item.getValue()));
        for (VmRow vm : shown) {
            if (items.stream().noneMatch(item -> item.getValue() == vm)) {
                TransferItem item = TransferItem.of(vm);
                item.setExpanded(shown.size() == 1);
                items.add(item);
            }
        }
        fit();
    }

    /// A VM that is alone stands there when it has disks: until then there is nothing to tell of
    /// it.
    private static List<VmRow> shown(RunRows rows) {
        List<VmRow> vms = rows.vms();
        return vms.size() == 1 && vms.getFirst().disks().isEmpty() ? List.of() : vms;
    }

    /// All disks of a usual VM in sight, and never so many that the rest of the page is pushed out.
    private void fit() {
        double rows = Math.clamp(getExpandedItemCount(), 2, MOST_ROWS);
        double height = HEADER_HEIGHT + ROW_HEIGHT * rows + 2;
        setMinHeight(HEADER_HEIGHT + ROW_HEIGHT * Math.min(rows, 3) + 2);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    /// The name in an NBD address; the table has no room for the socket's path as well.
    static String exportName(String uri) {
        return NBD_NAME.matcher(uri).replaceFirst("$1");
    }

    private <T> TreeTableColumn<TransferRow, T> add(
            String id,
            String title,
            double width,
            Function<TransferRow, ObservableValue<T>> value) {
        TreeTableColumn<TransferRow, T> column = new TreeTableColumn<>(title);
        column.setId(id);
        column.setPrefWidth(width);
        column.setReorderable(false);
        column.setCellValueFactory(features -> value.apply(features.getValue().getValue()));
        getColumns().add(column);
        return column;
    }

    private TreeTableColumn<TransferRow, String> addText(
            String id,
            String title,
            double width,
            Function<TransferRow, ObservableValue<String>> value) {
        TreeTableColumn<TransferRow, String> column = add(id, title, width, value);
        column.setCellFactory(_ -> new TextCell<>(Function.identity(), Function.identity()));
        return column;
    }

    private TreeTableColumn<TransferRow, Number> addNumber(
            String id,
            String title,
            Function<TransferRow, ObservableValue<Number>> value,
            Function<Long, String> look) {
        TreeTableColumn<TransferRow, Number> column = add(id, title, 76, value);
        Function<Number, String> words = number -> look.apply(number.longValue());
        column.setCellFactory(_ -> new TextCell<>(words, words));
        column.getStyleClass().add("number");
        return column;
    }

    private TreeTableColumn<TransferRow, Number> addBytes(
            String id,
            String title,
            Function<TransferRow, ObservableValue<Number>> value,
            Formats formats) {
        return addNumber(id, title, value, formats::bytes);
    }

    private void addName(String title) {
        TreeTableColumn<TransferRow, TransferRow> column =
                add("name", title, 160, ReadOnlyObjectWrapper::new);
        column.setCellFactory(_ -> new NameCell());
        column.setComparator(Comparator.comparing(row -> row.labelProperty().get()));
    }

    private void addProgress(String title, Formats formats) {
        add("progress", title, 120, TransferRow::progressProperty)
                .setCellFactory(_ -> new ProgressCell(formats));
    }

    private void addState(String title) {
        add("state", title, 128, TransferRow::stateProperty).setCellFactory(_ -> new BadgeCell());
    }

    /// A name with the picture of what bears it.
    private static final class NameCell extends TreeTableCell<TransferRow, TransferRow> {
        private NameCell() {
            setTextOverrun(OverrunStyle.ELLIPSIS);
            getStyleClass().add("transfer-name");
        }

        @Override
        protected void updateItem(TransferRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
                return;
            }
            String name = item.labelProperty().get();
            setText(name);
            setTooltip(new Tooltip(name));
            setGraphic(
                    switch (item) {
                        case VmRow _ -> Icon.VM.node();
                        case DiskRow _ -> Icon.DISK.node();
                    });
        }
    }

    /// Text that ends in an ellipsis where the column is too narrow, and has all of it in its
    /// tooltip.
    private static final class TextCell<T> extends TreeTableCell<TransferRow, T> {
        private final Function<T, String> look;
        private final Function<T, String> whole;

        private TextCell(Function<T, String> look, Function<T, String> whole) {
            this.look = look;
            this.whole = whole;
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
            setText(look.apply(item));
            String text = whole.apply(item);
            setTooltip(text.length() > 8 ? new Tooltip(text) : null);
        }
    }

    private static final class BadgeCell extends TreeTableCell<TransferRow, Badge> {
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
