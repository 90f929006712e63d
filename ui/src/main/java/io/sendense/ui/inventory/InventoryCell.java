package io.sendense.ui.inventory;

import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectDrag;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmDrag;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows one line of the inventory: icon with power state, name, and for a vCenter that does not
/// answer, that. Dragging a line drags all selected ones: for a job as they are, for a backup the
/// VMs among and below them.
final class InventoryCell extends TreeCell<InventoryNode> {
    private final InventoryViewModel viewModel;
    private final Messages messages;

    InventoryCell(InventoryViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
        setOnDragDetected(this::startDrag);
    }

    @Override
    protected void updateItem(InventoryNode node, boolean empty) {
        super.updateItem(node, empty);
        if (empty || node == null) {
            setText(null);
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        setText(node.link().isEmpty() ? node.name() : node.name() + "  \u00b7  " + node.link());
        setGraphic(picture(node));
        setAccessibleText(describe(node));
    }

    private static StackPane picture(InventoryNode node) {
        FontIcon icon = icon(node.kind()).node();
        icon.getStyleClass().add("tree-icon");
        StackPane picture = new StackPane(icon);
        picture.getStyleClass().add("tree-picture");
        switch (node.power()) {
            case NONE -> {}
            case ON -> picture.getChildren().add(mark(Icon.PLAYING, "power-on"));
            case SUSPENDED -> picture.getChildren().add(mark(Icon.PAUSED, "power-suspended"));
            case OFF -> icon.getStyleClass().add("power-off");
        }
        return picture;
    }

    private static StackPane mark(Icon icon, String style) {
        FontIcon sign = icon.node();
        sign.getStyleClass().add("power-sign");
        StackPane mark = new StackPane(sign);
        mark.getStyleClass().addAll("power-mark", style);
        StackPane.setAlignment(mark, javafx.geometry.Pos.BOTTOM_RIGHT);
        return mark;
    }

    private static Icon icon(NodeKind kind) {
        return switch (kind) {
            case VCENTER -> Icon.VCENTER;
            case DATACENTER -> Icon.DATACENTER;
            case FOLDER -> Icon.FOLDER;
            case CLUSTER -> Icon.CLUSTER;
            case HOST -> Icon.HOST;
            case RESOURCE_POOL -> Icon.RESOURCE_POOL;
            case VAPP -> Icon.VAPP;
            case VM -> Icon.VM;
            case TEMPLATE -> Icon.TEMPLATE;
        };
    }

    private String describe(InventoryNode node) {
        String kind = Words.kind(messages, node.kind());
        String power = Words.power(messages, node.power());
        return power.isEmpty() ? kind + " " + getText() : kind + " " + getText() + ", " + power;
    }

    private void startDrag(MouseEvent event) {
        Chosen chosen = viewModel.chosen();
        if (getItem() == null || (chosen.vms().isEmpty() && chosen.objects().isEmpty())) {
            return;
        }
        ClipboardContent content = new ClipboardContent();
        if (!chosen.vms().isEmpty()) {
            content.putAll(VmDrag.content(chosen.vms()));
        }
        if (!chosen.objects().isEmpty()) {
            content.putAll(ObjectDrag.content(chosen.objects()));
        }
        Dragboard board = startDragAndDrop(TransferMode.COPY);
        board.setContent(content);
        board.setDragView(badge(chosen), -12, -8);
        event.consume();
    }

    /// What hangs at the mouse: the name of the one thing that is dragged, and how many VMs that
    /// is.
    private WritableImage badge(Chosen chosen) {
        boolean single = chosen.objects().size() == 1;
        boolean vm = single && chosen.objects().getFirst().kind() == ObjectRef.Kind.VM;
        int vms = chosen.vms().size();
        String text =
                vm
                        ? chosen.objects().getFirst().name()
                        : single
                                ? messages.text(
                                        "inventory.drag.of",
                                        chosen.objects().getFirst().name(),
                                        vms)
                                : messages.text("inventory.drag", vms);
        Label label = new Label(text, Icon.VM.node());
        label.getStyleClass().add("drag-badge");
        javafx.scene.Scene scene = new javafx.scene.Scene(new StackPane(new HBox(label)));
        scene.getStylesheets().setAll(getScene().getStylesheets());
        scene.setFill(Color.TRANSPARENT);
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return label.snapshot(clear, null);
    }
}
