package io.sendense.ui.nodes;

import io.sendense.ui.shared.ProblemPane;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/// Binds the dialog that says what has to be entered on a node.
public final class AccessController {
    private final AccessViewModel viewModel;

    @FXML private Label title;
    @FXML private Label intro;
    @FXML private ProblemPane problem;
    @FXML private VBox lineBox;
    @FXML private Label lineTitle;
    @FXML private TextArea line;
    @FXML private Button copyLine;
    @FXML private Label withoutLine;
    @FXML private Label settingsTitle;
    @FXML private TextArea settings;
    @FXML private Button copySettings;

    public AccessController(AccessViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        title.setText(viewModel.title());
        intro.setText(viewModel.intro());
        // names of files, whose underlines are no mnemonics
        lineTitle.setText(viewModel.lineTitle());
        settingsTitle.setText(viewModel.settingsTitle());
        lineBox.setVisible(viewModel.hasLine());
        lineBox.setManaged(viewModel.hasLine());
        withoutLine.setText(viewModel.withoutLine());
        withoutLine.setVisible(!viewModel.hasLine());
        withoutLine.setManaged(!viewModel.hasLine());
        line.textProperty().bind(viewModel.lineProperty());
        settings.textProperty().bind(viewModel.settingsProperty());
        copyLine.disableProperty().bind(viewModel.lineProperty().isEmpty());
        copySettings.disableProperty().bind(viewModel.settingsProperty().isEmpty());
        viewModel.problemProperty().subscribe(problem::show);
    }

    @FXML
    void copyLine() {
        copy(line.getText());
    }

    @FXML
    void copySettings() {
        copy(settings.getText());
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @FXML
    void test() {
        viewModel.test();
    }

    @FXML
    void close() {
        viewModel.close();
    }
}
