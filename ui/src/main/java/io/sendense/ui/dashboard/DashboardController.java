package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tones;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/// Binds the first page.
public final class DashboardController {
    private static final double RUNNING_HEIGHT = 34;
    private static final int RUNNING_SHOWN = 4;
    private static final double SPACE_HEIGHT = 60;
    private static final int SPACE_SHOWN = 3;

    private final DashboardViewModel viewModel;
    private final Messages messages;

    @FXML private Label subtitle;
    @FXML private VBox content;
    @FXML private VBox firstStart;
    @FXML private Button protectionTile;
    @FXML private Label protectedCount;
    @FXML private ProgressBar protectedBar;
    @FXML private Label protectedDetail;
    @FXML private Button resultsTile;
    @FXML private Label completed;
    @FXML private Label warnings;
    @FXML private Label failed;
    @FXML private Button runningTile;
    @FXML private Label runningRate;
    @FXML private Label runningCount;
    @FXML private Sparkline spark;
    @FXML private Button spaceTile;
    @FXML private Label spaceFree;
    @FXML private Label spaceName;
    @FXML private ProgressBar spaceBar;
    @FXML private Label spaceTrend;
    @FXML private VBox spaceCard;
    @FXML private ListView<SpaceLine> spaceList;
    @FXML private GridView grid;
    @FXML private VBox noJobs;
    @FXML private VBox runningCard;
    @FXML private ListView<RunningLine> runningList;
    @FXML private ListView<Need> needList;
    @FXML private VBox nothingNeeded;

    public DashboardController(DashboardViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
    }

    @FXML
    void initialize() {
        viewModel.blankProperty().subscribe(this::show);
        viewModel.protectionProperty().subscribe(this::show);
        viewModel.resultsProperty().subscribe(this::show);
        bindRunning();
        spaceList.setItems(viewModel.space());
        spaceList.setCellFactory(_ -> new SpaceCell());
        onOpen(spaceList, _ -> viewModel.openRepositories());
        viewModel.space().subscribe(this::showSpace);
        showSpace();
        viewModel.gridProperty().subscribe(this::show);
        bindNeeds();
    }

    private void show(DashboardViewModel.Blank blank) {
        place(firstStart, blank == DashboardViewModel.Blank.FIRST_START);
        place(content, blank == DashboardViewModel.Blank.NOTHING);
        subtitle.setVisible(content.isVisible());
    }

    private void show(Protection protection) {
        int all = protection.all();
        int without = protection.unprotected().size();
        protectedCount.setText(
                messages.text("dashboard.protected.count", protection.protectedVms(), all));
        protectedBar.setProgress(all == 0 ? 0 : (double) protection.protectedVms() / all);
        protectedDetail.setText(messages.text("dashboard.protected.detail", without));
        protectionTile.setAccessibleText(
                messages.text("dashboard.protected")
                        + ": "
                        + protectedCount.getText()
                        + ", "
                        + protectedDetail.getText());
    }

    private void show(DayResults results) {
        completed.setText(Integer.toString(results.completed()));
        warnings.setText(Integer.toString(results.warnings()));
        failed.setText(Integer.toString(results.failed()));
        mute(completed, results.completed() == 0);
        mute(warnings, results.warnings() == 0);
        mute(failed, results.failed() == 0);
        resultsTile.setAccessibleText(
                messages.text(
                        "dashboard.results.accessible",
                        results.completed(),
                        results.warnings(),
                        results.failed()));
    }

    /// Nought is no news: it has no colour.
    private static void mute(Label number, boolean nought) {
        number.getStyleClass().remove("nought");
        if (nought) {
            number.getStyleClass().add("nought");
        }
    }

    private void bindRunning() {
        RunningViewModel running = viewModel.running();
        runningRate.textProperty().bind(running.rateProperty());
        runningCount
                .textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        messages.text(
                                                "dashboard.running.count", running.lines().size()),
                                running.lines()));
        runningTile
                .accessibleTextProperty()
                .bind(runningCount.textProperty().concat(", ").concat(runningRate.textProperty()));
        running.ratesProperty().subscribe(spark::show);
        runningList.setItems(running.lines());
        runningList.setCellFactory(_ -> new RunningCell());
        running.lines().subscribe(this::fitRunning);
        fitRunning();
        onOpen(runningList, viewModel::open);
    }

    private void fitRunning() {
        int lines = runningList.getItems().size();
        place(runningCard, lines > 0);
        runningList.setPrefHeight(
                RUNNING_HEIGHT * Math.clamp(lines, 1, RUNNING_SHOWN) + RUNNING_HEIGHT / 8);
    }

    /// The tile shows the repository that needs a person first, the card all of several.
    private void showSpace() {
        var lines = viewModel.space();
        place(spaceTile, !lines.isEmpty());
        place(spaceCard, lines.size() > 1);
        spaceList.setPrefHeight(SPACE_HEIGHT * Math.min(lines.size(), SPACE_SHOWN) + 2);
        spaceList.setMinHeight(spaceList.getPrefHeight());
        if (lines.isEmpty()) {
            return;
        }
        SpaceLine first = lines.getFirst();
        spaceName.setText(messages.text("dashboard.space.in", first.name()));
        spaceFree.setText(first.free());
        spaceBar.setVisible(first.used() >= 0);
        spaceBar.setProgress(Math.max(0, first.used()));
        spaceTrend.setText(first.trend());
        Tones.set(spaceBar, first.tone());
        Tones.set(spaceTrend, first.tone());
        for (Label label : new Label[] {spaceName, spaceFree, spaceTrend}) {
            label.setTooltip(new Tooltip(first.words()));
        }
        spaceTile.setAccessibleText(first.words());
    }

    private void show(ResultGrid results) {
        grid.show(results, viewModel::openExecution);
        place(noJobs, results.rows().isEmpty());
        place(grid, !noJobs.isVisible());
    }

    private void bindNeeds() {
        needList.setItems(viewModel.needs());
        needList.setCellFactory(_ -> new NeedCell());
        nothingNeeded.visibleProperty().bind(Bindings.isEmpty(viewModel.needs()));
        needList.visibleProperty().bind(nothingNeeded.visibleProperty().not());
        subtitle.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("dashboard.subtitle", viewModel.needs().size()),
                                viewModel.needs()));
        onOpen(needList, viewModel::open);
    }

    /// A click or Enter on a line opens it.
    private static <T> void onOpen(ListView<T> list, java.util.function.Consumer<T> open) {
        list.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    T chosen = list.getSelectionModel().getSelectedItem();
                    if (event.getButton() == MouseButton.PRIMARY && chosen != null) {
                        open.accept(chosen);
                    }
                });
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    T chosen = list.getSelectionModel().getSelectedItem();
                    if (event.getCode() == KeyCode.ENTER && chosen != null) {
                        open.accept(chosen);
                        event.consume();
                    }
                });
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void openUnprotected() {
        viewModel.openUnprotected();
    }

    @FXML
    void openRuns() {
        viewModel.openRuns();
    }

    @FXML
    void openRepositories() {
        viewModel.openRepositories();
    }

    @FXML
    void addVCenter() {
        viewModel.addVCenter();
    }

    @FXML
    void newJob() {
        viewModel.newJob();
    }
}
