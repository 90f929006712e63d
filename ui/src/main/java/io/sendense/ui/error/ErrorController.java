package io.sendense.ui.error;

import io.sendense.ui.shared.FactGrid;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Binds the dialog for what went wrong.
public final class ErrorController {
    private final ErrorViewModel viewModel;
    private final Runnable close;

    @FXML private Label what;
    @FXML private Label why;
    @FXML private Label remedy;
    @FXML private FactGrid facts;
    @FXML private Label copied;

    public ErrorController(ErrorViewModel viewModel, Runnable close) {
        this.viewModel = viewModel;
        this.close = close;
    }

    @FXML
    void initialize() {
        what.setText(viewModel.what());
        why.setText(viewModel.why());
        remedy.setText(viewModel.remedy());
        facts.show(viewModel.facts());
    }

    @FXML
    void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(viewModel.details());
        Clipboard.getSystemClipboard().setContent(content);
        copied.setVisible(true);
    }

    @FXML
    void close() {
        close.run();
    }
}
