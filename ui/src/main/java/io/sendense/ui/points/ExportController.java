package io.sendense.ui.points;

import io.sendense.ui.shared.ProblemPane;
import java.io.File;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// Binds the dialog that exports a disk.
public final class ExportController {
    private final ExportViewModel viewModel;

    @FXML private Label title;
    @FXML private ProblemPane problem;
    @FXML private VBox fields;
    @FXML private ComboBox<DiskChoice> disk;
    @FXML private ComboBox<FormatChoice> format;
    @FXML private TextField target;
    @FXML private VBox progress;
    @FXML private ProgressBar bar;
    @FXML private Label words;
    @FXML private Label done;
    @FXML private Button start;
    @FXML private Button cancel;
    @FXML private Button closeIt;

    public ExportController(ExportViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        title.setText(viewModel.title());
        disk.getItems().setAll(viewModel.disks());
        disk.valueProperty().bindBidirectional(viewModel.diskProperty());
        format.getItems().setAll(viewModel.formats());
        format.valueProperty().bindBidirectional(viewModel.formatProperty());
        target.textProperty().bindBidirectional(viewModel.targetProperty());
        fields.disableProperty()
                .bind(viewModel.runningProperty().or(viewModel.doneProperty().isNotEmpty()));
        bar.progressProperty().bind(viewModel.fraction());
        words.textProperty().bind(viewModel.wordsProperty());
        done.textProperty().bind(viewModel.doneProperty());
        start.disableProperty().bind(viewModel.startable().not());
        viewModel.problemProperty().subscribe(problem::show);
        viewModel.runningProperty().subscribe(running -> place(progress, running));
        viewModel
                .doneProperty()
                .subscribe(text -> {
                    boolean written = !text.isEmpty();
                    place(done, written);
                    place(start, !written);
                    place(cancel, !written);
                    place(closeIt, written);
                    if (written) {
                        closeIt.requestFocus();
                    }
                });
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void browse() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title.getText());
        chooser.setInitialFileName(viewModel.fileName());
        File chosen = chooser.showSaveDialog(target.getScene().getWindow());
        if (chosen != null) {
            target.setText(chosen.getAbsolutePath());
        }
    }

    @FXML
    void start() {
        viewModel.start();
    }

    @FXML
    void leave() {
        viewModel.leave();
    }
}
