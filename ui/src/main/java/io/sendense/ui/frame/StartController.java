package io.sendense.ui.frame;

import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.ProblemView;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Binds what the window shows before the engine is there, and when it cannot be had.
public final class StartController {
    private final Runnable close;

    @FXML private VBox starting;
    @FXML private VBox failed;
    @FXML private ProblemPane problem;
    @FXML private Button leave;

    public StartController(Runnable close) {
        this.close = close;
    }

    @FXML
    void initialize() {
        failed.setVisible(false);
    }

    /// Shows why there is no engine. FX thread only.
    public void fail(ProblemView why) {
        starting.setVisible(false);
        problem.show(Optional.of(why));
        failed.setVisible(true);
        leave.requestFocus();
    }

    @FXML
    void close() {
        close.run();
    }
}
