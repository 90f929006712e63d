package io.sendense.ui.points;

import io.sendense.ui.points.PlanView.PlanLine;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Columns;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Shows what a restore elsewhere would make of a VM.
public final class PlanController {
    private final PlanView plan;
    private final Runnable close;

    @FXML private Label title;
    @FXML private Label summary;
    @FXML private TableView<PlanLine> table;
    @FXML private TableColumn<PlanLine, Badge> verdict;
    @FXML private TableColumn<PlanLine, String> subject;
    @FXML private TableColumn<PlanLine, String> what;
    @FXML private Label whole;
    @FXML private Label remedy;

    public PlanController(PlanView plan, Runnable close) {
        this.plan = plan;
        this.close = close;
    }

    @FXML
    void initialize() {
        title.setText(plan.title());
        summary.setText(plan.summary());
        table.getItems().setAll(plan.lines());
        Columns.badge(verdict, line -> new ReadOnlyObjectWrapper<>(line.verdict()));
        Columns.text(subject, PlanLine::subject);
        Columns.text(what, PlanLine::what);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(line -> {
                    whole.setText(line == null ? "" : line.what());
                    remedy.setText(line == null ? "" : line.remedy());
                });
        table.getSelectionModel().selectFirst();
    }

    @FXML
    void close() {
        close.run();
    }
}
