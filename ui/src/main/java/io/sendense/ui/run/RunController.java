package io.sendense.ui.run;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.BarCell;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tones;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/// Binds the view of one run.
public final class RunController {
    private static final Pattern NBD_NAME = Pattern.compile("^nbd[^/]*//[^/]*/([^?]*).*$");

    private final RunViewModel viewModel;
    private final Messages messages;
    private final Formats formats;

    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private BadgeLabel state;
    @FXML private Button cancel;
    @FXML private SpeedMenu speed;
    @FXML private HBox phases;
    @FXML private ProgressBar bar;
    @FXML private Label percent;
    @FXML private Label progress;
    @FXML private StackPane problemBox;
    @FXML private ProblemPane problem;
    @FXML private TableView<DiskRow> disks;
    @FXML private TableColumn<DiskRow, String> label;
    @FXML private TableColumn<DiskRow, Number> size;
    @FXML private TableColumn<DiskRow, String> mode;
    @FXML private TableColumn<DiskRow, Number> planned;
    @FXML private TableColumn<DiskRow, Number> done;
    @FXML private TableColumn<DiskRow, DiskProgress> fraction;
    @FXML private TableColumn<DiskRow, Number> rate;
    @FXML private TableColumn<DiskRow, String> timeLeft;
    @FXML private TableColumn<DiskRow, String> export;
    @FXML private TableColumn<DiskRow, Badge> diskState;
    @FXML private ListView<EventLine> events;

    public RunController(RunViewModel viewModel, Messages messages, Formats formats) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
    }

    @FXML
    void initialize() {
        title.textProperty().bind(viewModel.titleProperty());
        subtitle.textProperty().bind(viewModel.subtitleProperty());
        viewModel.stateProperty().subscribe(this::show);
        cancel.disableProperty().bind(viewModel.cancellableProperty().not());
        cancel.visibleProperty().bind(viewModel.endedProperty().not());
        cancel.managedProperty().bind(cancel.visibleProperty());
        speed.visibleProperty().bind(cancel.visibleProperty());
        speed.managedProperty().bind(cancel.visibleProperty());
        speed.show(viewModel.speed(), messages);
        viewModel.phasesProperty().subscribe(this::showPhases);
        bar.progressProperty().bind(viewModel.fractionProperty());
        percent.textProperty()
                .bind(
                        viewModel
                                .fractionProperty()
                                .map(part -> formats.percent(part.doubleValue())));
        progress.textProperty().bind(viewModel.progressProperty());
        viewModel.problemProperty().subscribe(this::showProblem);
        bindDisks();
        bindEvents();
    }

    private void bindDisks() {
        disks.setItems(viewModel.disks());
        Columns.live(label, DiskRow::labelProperty, Function.identity());
        Columns.liveNumber(size, DiskRow::capacityProperty, formats::bytes);
        Columns.live(mode, DiskRow::modeProperty, Function.identity());
        Columns.liveNumber(planned, DiskRow::plannedProperty, formats::bytes);
        Columns.liveNumber(done, DiskRow::doneProperty, formats::bytes);
        Columns.live(timeLeft, DiskRow::timeLeftProperty, Function.identity());
        timeLeft.getStyleClass().add("number");
        Columns.liveNumber(rate, DiskRow::rateProperty, formats::rate);
        Columns.shortened(export, DiskRow::exportProperty, RunController::exportName);
        Columns.badge(diskState, DiskRow::stateProperty);
        fraction.setCellValueFactory(features -> features.getValue().progressProperty());
        fraction.setCellFactory(
                _ -> new BarCell<>(formats, DiskProgress::fraction, DiskProgress::tone));
        disks.getItems().addListener((ListChangeListener<DiskRow>) _ -> fitDisks());
        fitDisks();
    }

    /// The name in an NBD address; the table has no room for the socket's path as well.
    private static String exportName(String uri) {
        return NBD_NAME.matcher(uri).replaceFirst("$1");
    }

    /// All disks of a usual VM in sight, and never so many that the events are pushed out.
    private void fitDisks() {
        Columns.fitRows(disks, Math.clamp(disks.getItems().size(), 1, 8));
    }

    private void bindEvents() {
        events.setItems(viewModel.events());
        events.setCellFactory(_ -> new EventCell());
        viewModel
                .events()
                .addListener(
                        (ListChangeListener<EventLine>)
                                _ -> events.scrollTo(viewModel.events().size() - 1));
    }

    private void show(Badge badge) {
        state.show(badge);
        Tones.set(bar, badge.tone());
        Tones.set(problem, badge.tone());
    }

    private void showPhases(List<Phase> steps) {
        phases.getChildren().clear();
        for (Phase step : steps) {
            phases.getChildren().add(new PhaseLabel(step, messages));
        }
        phases.setVisible(!steps.isEmpty());
        phases.setManaged(!steps.isEmpty());
    }

    private void showProblem(Optional<ProblemView> why) {
        problem.show(why);
        problemBox.setVisible(why.isPresent());
        problemBox.setManaged(why.isPresent());
    }

    @FXML
    void back() {
        viewModel.back();
    }

    @FXML
    void cancel() {
        viewModel.cancel();
    }

    @FXML
    void showProblemDetails() {
        viewModel.presentProblem();
    }

    @FXML
    void copyExport() {
        DiskRow row = disks.getSelectionModel().getSelectedItem();
        if (row != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(row.exportProperty().get());
            Clipboard.getSystemClipboard().setContent(content);
        }
    }
}
