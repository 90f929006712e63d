package io.sendense.ui.inventory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;

/// Binds a tree of the inventory: its lines, and what of them is selected. A line that has changed
/// is renewed in its place; only where lines come, go or move is the tree built anew. FX thread
/// only.
final class TreeController {
    private final TreeView<InventoryNode> tree;
    private final InventoryViewModel viewModel;
    private boolean building;

    private TreeController(TreeView<InventoryNode> tree, InventoryViewModel viewModel) {
        this.tree = tree;
        this.viewModel = viewModel;
    }

    /// From now on the tree shows what the view-model says, and tells it what is selected.
    static void bind(TreeView<InventoryNode> tree, InventoryViewModel viewModel) {
        TreeController shown = new TreeController(tree, viewModel);
        tree.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        tree.getSelectionModel().getSelectedItems().subscribe(shown::select);
        viewModel.rootsProperty().subscribe(shown::show);
    }

    private void select() {
        if (!building) {
            viewModel.select(selected());
        }
    }

    private List<InventoryNode> selected() {
        BitSet rows = new BitSet();
        tree.getSelectionModel().getSelectedIndices().forEach(rows::set);
        List<InventoryNode> nodes = new ArrayList<>();
        if (!rows.isEmpty()) {
            LazyTreeItem.eachRow(
                    tree.getRoot(),
                    (row, item) -> {
                        if (rows.get(row)) {
                            nodes.add(item.getValue());
                        }
                    });
        }
        return nodes;
    }

    private void show(List<InventoryNode> roots) {
        building = true;
        if (viewModel.isRearranged() || !renew(roots)) {
            build(roots);
        }
        building = false;
        viewModel.select(selected());
    }

    private boolean renew(List<InventoryNode> roots) {
        return tree.getRoot() != null && LazyTreeItem.renew(tree.getRoot(), roots);
    }

    private void build(List<InventoryNode> roots) {
        Set<String> chosen =
                viewModel.selectionProperty().get().stream()
                        .map(InventoryNode::key)
                        .collect(Collectors.toSet());
        TreeItem<InventoryNode> root = new TreeItem<>();
        root.getChildren()
                .setAll(roots.stream().map(node -> new LazyTreeItem(node, viewModel)).toList());
        root.setExpanded(true);
        tree.setRoot(root);
        tree.getSelectionModel().clearSelection();
        if (!chosen.isEmpty()) {
            selectAgain(root, chosen);
        }
    }

    private void selectAgain(TreeItem<InventoryNode> root, Set<String> chosen) {
        List<Integer> rows = new ArrayList<>();
        LazyTreeItem.eachRow(
                root,
                (row, item) -> {
                    if (chosen.contains(item.getValue().key())) {
                        rows.add(row);
                    }
                });
        if (!rows.isEmpty()) {
            tree.getSelectionModel()
                    .selectIndices(
                            rows.getFirst(), rows.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
