package io.sendense.ui.transfers;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Icon;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableCell;

/// The cells of a table of VMs and disks.
final class TransferCells {
    private TransferCells() {}

    /// A name with the picture of what bears it.
    static final class Name extends TreeTableCell<TransferRow, TransferRow> {
        Name() {
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
    static final class Text<T> extends TreeTableCell<TransferRow, T> {
        private static final int SHORT = 8;

        private final Function<T, String> look;

        Text(Function<T, String> look) {
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
            if (text.length() <= SHORT) {
                setTooltip(null);
            } else if (getTooltip() == null) {
                setTooltip(new Tooltip(text));
            } else {
                getTooltip().setText(text);
            }
        }
    }

    /// A state as a badge.
    static final class State extends TreeTableCell<TransferRow, Badge> {
        private final BadgeLabel label = new BadgeLabel();

        State() {
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
