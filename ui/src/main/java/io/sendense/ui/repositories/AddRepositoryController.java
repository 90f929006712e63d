package io.sendense.ui.repositories;

import io.sendense.ui.shared.Choices;
import io.sendense.ui.shared.ProblemPane;
import java.io.File;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// Binds the dialog that adds a repository.
public final class AddRepositoryController {
    private final AddRepositoryViewModel viewModel;

    @FXML private ProblemPane problem;
    @FXML private VBox fields;
    @FXML private TextField folder;
    @FXML private TextField name;
    @FXML private ComboBox<WrittenBy> target;
    @FXML private ProgressIndicator busy;
    @FXML private Button add;

    public AddRepositoryController(AddRepositoryViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        folder.textProperty().bindBidirectional(viewModel.folderProperty());
        name.textProperty().bindBidirectional(viewModel.nameProperty());
        name.addEventHandler(KeyEvent.KEY_TYPED, _ -> viewModel.nameTyped());
        Choices.bind(
                target, List.of(WrittenBy.values()), viewModel.targetProperty(), viewModel::words);
        viewModel.problemProperty().subscribe(problem::show);
        busy.visibleProperty().bind(viewModel.busyProperty());
        fields.disableProperty().bind(viewModel.busyProperty());
        add.disableProperty().bind(viewModel.addable().not());
    }

    @FXML
    void browse() {
        DirectoryChooser chooser = new DirectoryChooser();
        File chosen = chooser.showDialog(folder.getScene().getWindow());
        if (chosen != null) {
            folder.setText(chosen.getAbsolutePath());
        }
    }

    @FXML
    void add() {
        viewModel.add();
    }

    @FXML
    void cancel() {
        viewModel.cancel();
    }
}
