package io.sendense.ui.backup;

import io.sendense.ui.bridge.ReaderChoice;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.VmDrag;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Binds the backup area and takes what is dropped on it.
public final class BackupController {
    private static final PseudoClass DRAG_OVER = PseudoClass.getPseudoClass("drag-over");

    private final BackupViewModel viewModel;
    private final Messages messages;

    @FXML private VBox root;
    @FXML private StackPane dropArea;
    @FXML private VBox hint;
    @FXML private ListView<BackupItem> list;
    @FXML private Label count;
    @FXML private Button clear;
    @FXML private CheckBox quiesce;
    @FXML private CheckBox quiesceOptional;
    @FXML private CheckBox full;
    @FXML private CheckBox compress;
    @FXML private ComboBox<RepositoryChoice> repository;
    @FXML private VBox readerBox;
    @FXML private ComboBox<ReaderChoice> reader;
    @FXML private Button start;

    public BackupController(BackupViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
    }

    @FXML
    void initialize() {
        list.setItems(viewModel.items());
        list.setCellFactory(_ -> new BackupCell(viewModel, messages));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        hint.visibleProperty().bind(Bindings.isEmpty(viewModel.items()));
        list.visibleProperty().bind(hint.visibleProperty().not());
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("backup.count", viewModel.items().size()),
                                viewModel.items()));
        clear.visibleProperty().bind(list.visibleProperty());
        quiesce.selectedProperty().bindBidirectional(viewModel.quiesceProperty());
        quiesceOptional.selectedProperty().bindBidirectional(viewModel.quiesceOptionalProperty());
        quiesceOptional.disableProperty().bind(quiesce.selectedProperty().not());
        full.selectedProperty().bindBidirectional(viewModel.fullProperty());
        compress.selectedProperty().bindBidirectional(viewModel.compressProperty());
        repository.setItems(viewModel.repositories());
        repository.setConverter(new ChoiceText());
        repository.valueProperty().bindBidirectional(viewModel.repositoryProperty());
        reader.setItems(viewModel.readers().choices());
        reader.valueProperty().bindBidirectional(viewModel.readers().chosenProperty());
        readerBox.visibleProperty().bind(viewModel.readers().offeredProperty());
        readerBox.managedProperty().bind(readerBox.visibleProperty());
        start.textProperty().bind(viewModel.startTextBinding());
        start.disableProperty().bind(viewModel.startableBinding().not());
        // a node may have been added while another page was shown
        root.sceneProperty()
                .subscribe(scene -> {
                    if (scene != null) {
                        viewModel.readers().read();
                    }
                });
        root.setOnDragOver(this::onDragOver);
        root.setOnDragExited(_ -> dropArea.pseudoClassStateChanged(DRAG_OVER, false));
        root.setOnDragDropped(this::onDrop);
    }

    private void onDragOver(DragEvent event) {
        if (VmDrag.carriesVms(event.getDragboard())) {
            event.acceptTransferModes(TransferMode.COPY);
            dropArea.pseudoClassStateChanged(DRAG_OVER, true);
        }
        event.consume();
    }

    private void onDrop(DragEvent event) {
        viewModel.add(VmDrag.vms(event.getDragboard()));
        event.setDropCompleted(true);
        event.consume();
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
            viewModel.remove(List.copyOf(list.getSelectionModel().getSelectedItems()));
            event.consume();
        }
    }

    @FXML
    void readRepositories() {
        viewModel.readRepositories();
    }

    @FXML
    void readNodes() {
        viewModel.readers().read();
    }

    @FXML
    void clear() {
        viewModel.clear();
    }

    @FXML
    void start() {
        viewModel.start();
    }

    private static final class ChoiceText extends StringConverter<@Nullable RepositoryChoice> {
        @Override
        public String toString(@Nullable RepositoryChoice choice) {
            return choice == null ? "" : choice.text();
        }

        @Override
        public @Nullable RepositoryChoice fromString(String text) {
            return null;
        }
    }
}
