package io.sendense.ui.nodes;

import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tones;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;

/// Binds the dialog in which a node is tested.
public final class TestNodeController {
    private final TestNodeViewModel viewModel;

    @FXML private Label title;
    @FXML private Label verdict;
    @FXML private ProblemPane problem;
    @FXML private VBox steps;
    @FXML private ProgressIndicator busy;
    @FXML private Button again;

    public TestNodeController(TestNodeViewModel viewModel) {
        this.viewModel = viewModel;
    }

    @FXML
    void initialize() {
        title.setText(viewModel.title());
        verdict.textProperty().bind(viewModel.verdictProperty());
        viewModel.toneProperty().subscribe(tone -> Tones.set(verdict, tone));
        viewModel.problemProperty().subscribe(problem::show);
        viewModel.linesProperty().subscribe(this::show);
        busy.visibleProperty().bind(viewModel.runningProperty());
        again.disableProperty().bind(viewModel.runningProperty());
    }

    private void show(List<CheckLine> lines) {
        steps.getChildren().setAll(lines.stream().map(CheckView::new).toList());
        steps.setVisible(!lines.isEmpty());
        steps.setManaged(!lines.isEmpty());
    }

    @FXML
    void again() {
        viewModel.start();
    }

    @FXML
    void close() {
        viewModel.close();
    }
}
