package io.sendense.ui.jobs;

import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ObjectDrag;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the jobs beside the inventory, each a target of a drag, and the target that makes a new
/// one.
public final class TargetsController {
    private static final PseudoClass DRAG_OVER = PseudoClass.getPseudoClass("drag-over");

    private final TargetsViewModel viewModel;
    private final Messages messages;

    @FXML private VBox newJobTarget;
    @FXML private ListView<JobTarget> jobList;
    @FXML private HBox said;
    @FXML private Label message;
    @FXML private Hyperlink undo;

    public TargetsController(TargetsViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
    }

    @FXML
    void initialize() {
        jobList.setItems(viewModel.targets());
        jobList.setCellFactory(_ -> new TargetCell(viewModel, messages));
        jobList.visibleProperty().bind(Bindings.isNotEmpty(viewModel.targets()));
        message.textProperty().bind(viewModel.messageProperty());
        said.visibleProperty().bind(viewModel.messageProperty().isNotEmpty());
        said.managedProperty().bind(said.visibleProperty());
        undo.visibleProperty().bind(viewModel.undoableProperty());
        undo.managedProperty().bind(undo.visibleProperty());
        newJobTarget.setOnDragOver(this::onDragOver);
        newJobTarget.setOnDragExited(_ -> newJobTarget.pseudoClassStateChanged(DRAG_OVER, false));
        newJobTarget.setOnDragDropped(event -> {
            viewModel.newJob(ObjectDrag.objects(event.getDragboard()));
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private void onDragOver(DragEvent event) {
        if (ObjectDrag.carriesObjects(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY);
            newJobTarget.pseudoClassStateChanged(DRAG_OVER, true);
        }
        event.consume();
    }

    @FXML
    void newJob() {
        viewModel.newJob(List.of());
    }

    @FXML
    void undo() {
        viewModel.undo();
    }
}
