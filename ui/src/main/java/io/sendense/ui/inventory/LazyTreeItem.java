package io.sendense.ui.inventory;

import java.util.Map;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/// A line of the tree whose children become items when they are first looked at, so that a closed
/// branch of thousands costs nothing.
final class LazyTreeItem extends TreeItem<InventoryNode> {
    private final InventoryViewModel viewModel;
    private final Map<String, TreeItem<InventoryNode>> made;
    private boolean filled;

    /// @param made takes every item by its node's key
    LazyTreeItem(
            InventoryNode node,
            InventoryViewModel viewModel,
            Map<String, TreeItem<InventoryNode>> made) {
        super(node);
        this.viewModel = viewModel;
        this.made = made;
        made.put(node.key(), this);
        setExpanded(!node.children().isEmpty() && viewModel.isOpen(node));
        expandedProperty().subscribe((_, now) -> viewModel.setOpen(node, now));
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
                                    .map(child -> new LazyTreeItem(child, viewModel, made))
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
