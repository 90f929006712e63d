package io.sendense.ui.inventory;

import java.util.List;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/// A line of the tree whose children become items when they are first looked at, so that a closed
/// branch of thousands costs nothing.
final class LazyTreeItem extends TreeItem<InventoryNode> {
    private final InventoryViewModel viewModel;
    private boolean filled;

    LazyTreeItem(InventoryNode node, InventoryViewModel viewModel) {
        super(node);
        this.viewModel = viewModel;
        if (!node.children().isEmpty()) {
            setExpanded(viewModel.isOpen(node));
            expandedProperty().subscribe((_, now) -> viewModel.setOpen(getValue(), now));
        }
    }

    /// Shows these lines in the place of those below an item, where they are the same ones: an
    /// object of the inventory has changed, none has come, gone or moved.
    ///
    /// @return false where they are others; then nothing was done
    static boolean renew(TreeItem<InventoryNode> above, List<InventoryNode> now) {
        if (!isAlike(above, now)) {
            return false;
        }
        put(above, now);
        return true;
    }

    private static boolean isAlike(TreeItem<InventoryNode> above, List<InventoryNode> now) {
        List<TreeItem<InventoryNode>> items = above.getChildren();
        if (items.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            InventoryNode old = items.get(i).getValue();
            InventoryNode node = now.get(i);
            if (isSame(old, node)) {
                continue;
            }
            boolean alike =
                    old.id().equals(node.id())
                            && old.kind() == node.kind()
                            && old.vcenter().equals(node.vcenter())
                            && old.children().isEmpty() == node.children().isEmpty();
            if (!alike || (isFilled(items.get(i)) && !isAlike(items.get(i), node.children()))) {
                return false;
            }
        }
        return true;
    }

    private static void put(TreeItem<InventoryNode> above, List<InventoryNode> now) {
        for (int i = 0; i < now.size(); i++) {
            TreeItem<InventoryNode> item = above.getChildren().get(i);
            InventoryNode node = now.get(i);
            if (!isSame(item.getValue(), node)) {
                item.setValue(node);
                if (isFilled(item)) {
                    put(item, node.children());
                }
            }
        }
    }

    /// Comparing all that is below would cost more than showing it.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(InventoryNode one, InventoryNode other) {
        return one == other;
    }

    private static boolean isFilled(TreeItem<InventoryNode> item) {
        return item instanceof LazyTreeItem lazy && lazy.filled;
    }

    @Override
    public boolean isLeaf() {
        return getValue().children().isEmpty();
    }

    @Override
    public ObservableList<TreeItem<InventoryNode>> getChildren() {
        if (!filled) {
            filled = true;
            super.getChildren()
                    .setAll(
                            getValue().children().stream()
                                    .map(child -> new LazyTreeItem(child, viewModel))
                                    .toList());
        }
        return super.getChildren();
    }

    /// Goes once through the lines that can be seen, as a tree numbers them: asking a tree for each
    /// of thousands takes a walk for each.
    ///
    /// @param hidden the root, which is not shown
    static void eachRow(TreeItem<InventoryNode> hidden, Rows rows) {
        visit(hidden, 0, rows);
    }

    /// Told of each line.
    @FunctionalInterface
    interface Rows {
        void at(int row, TreeItem<InventoryNode> item);
    }

    private static int visit(TreeItem<InventoryNode> above, int first, Rows rows) {
        int row = first;
        for (TreeItem<InventoryNode> item : above.getChildren()) {
            rows.at(row++, item);
            if (item.isExpanded() && !item.isLeaf()) {
                row = visit(item, row, rows);
            }
        }
        return row;
    }
}
