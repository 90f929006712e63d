package io.sendense.ui.frame;

import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/// Binds the dialog of a [Question].
public final class QuestionController {
    private final Question question;
    private final Consumer<Boolean> answered;

    @FXML private Label title;
    @FXML private Label text;
    @FXML private Button confirm;
    @FXML private Button cancel;

    /// @param answered closes the dialog and passes the answer on
    public QuestionController(Question question, Consumer<Boolean> answered) {
        this.question = question;
        this.answered = answered;
    }

    @FXML
    void initialize() {
        title.setText(question.title());
        text.setText(question.text());
        confirm.setText(question.confirm());
        cancel.setText(question.cancel());
    }

    @FXML
    void confirm() {
        answered.accept(true);
    }

    @FXML
    void cancel() {
        answered.accept(false);
    }
}
