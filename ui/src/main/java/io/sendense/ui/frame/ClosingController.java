package io.sendense.ui.frame;

import io.sendense.ui.shared.Messages;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/// Binds the dialog of a [ClosingQuestion].
public final class ClosingController {
    private final ClosingQuestion question;
    private final Messages messages;
    private final Runnable close;

    @FXML private Label title;
    @FXML private Label text;
    @FXML private Label keepText;
    @FXML private CheckBox always;
    @FXML private Button keep;

    public ClosingController(ClosingQuestion question, Messages messages, Runnable close) {
        this.question = question;
        this.messages = messages;
        this.close = close;
    }

    @FXML
    void initialize() {
        title.setText(messages.text("closing.title", question.runs()));
        text.setText(messages.text("closing.text"));
        keep.setText(
                question.tray()
                        ? messages.text("closing.keep.tray")
                        : messages.text("closing.keep.minimised"));
        keepText.setText(
                question.tray()
                        ? messages.text("closing.keep.tray.text")
                        : messages.text("closing.keep.minimised.text"));
    }

    private void answer(ClosingQuestion.Choice choice) {
        close.run();
        question.answered().accept(new ClosingQuestion.Answer(choice, always.isSelected()));
    }

    @FXML
    void keep() {
        answer(ClosingQuestion.Choice.KEEP_RUNNING);
    }

    @FXML
    void stop() {
        answer(ClosingQuestion.Choice.STOP);
    }

    @FXML
    void cancel() {
        answer(ClosingQuestion.Choice.GO_BACK);
    }
}
