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
    @FXML private Label next;
    @FXML private Label text;
    @FXML private Label keepText;
    @FXML private CheckBox always;
    @FXML private Button confirm;
    @FXML private Button keep;

    public ClosingController(ClosingQuestion question, Messages messages, Runnable close) {
        this.question = question;
        this.messages = messages;
        this.close = close;
    }

    @FXML
    void initialize() {
        boolean tray = question.tray();
        keep.setText(
                tray
                        ? messages.text("closing.keep.tray")
                        : messages.text("closing.keep.minimised"));
        switch (question.reason()) {
            case ClosingQuestion.Reason.Runs(int count) -> {
                title.setText(messages.text("closing.title", count));
                next.setVisible(false);
                next.setManaged(false);
                keepText.setText(
                        tray
                                ? messages.text("closing.keep.tray.text")
                                : messages.text("closing.keep.minimised.text"));
                text.setText(messages.text("closing.text"));
            }
            case ClosingQuestion.Reason.Jobs(int count, String first) -> {
                title.setText(messages.text("closing.jobs.title", count));
                next.setText(first);
                keepText.setText(
                        tray
                                ? messages.text("closing.jobs.keep.tray.text")
                                : messages.text("closing.jobs.keep.minimised.text"));
                text.setText(messages.text("closing.jobs.text"));
                confirm.setText(messages.text("closing.quit"));
                confirm.getStyleClass().remove("danger");
            }
        }
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
