package io.sendense.ui.run;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.shared.Tones;
import io.sendense.ui.transfers.RateChart;
import io.sendense.ui.transfers.TransferColumn;
import io.sendense.ui.transfers.TransferRow;
import io.sendense.ui.transfers.TransferTable;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the view of one run.
public final class RunController {
    private static final List<TransferColumn> COLUMNS =
            List.of(
                    TransferColumn.NAME,
                    TransferColumn.MODE,
                    TransferColumn.PROGRESS,
                    TransferColumn.DONE,
                    TransferColumn.PLANNED,
                    TransferColumn.SKIPPED,
                    TransferColumn.RATE,
                    TransferColumn.LEFT,
                    TransferColumn.EXPORT,
                    TransferColumn.TRANSPORT,
                    TransferColumn.STATE);

    private final RunViewModel viewModel;
    private final Messages messages;
    private final Formats formats;

    @FXML private VBox root;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private BadgeLabel state;
    @FXML private HBox tunnel;
    @FXML private Label via;
    @FXML private BadgeLabel tunnelState;
    @FXML private Button cancel;
    @FXML private SpeedMenu speed;
    @FXML private HBox phases;
    @FXML private ProgressBar bar;
    @FXML private Label percent;
    @FXML private Label progress;
    @FXML private StackPane problemBox;
    @FXML private ProblemPane problem;
    @FXML private HBox hold;
    @FXML private Label holdWords;
    @FXML private Button retry;
    @FXML private TransferTable disks;
    @FXML private RateChart rates;
    @FXML private Label waits;
    @FXML private ToggleButton info;
    @FXML private ToggleButton warnings;
    @FXML private ToggleButton errors;
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
        bindHold();
        bindTunnel();
        disks.columns(messages, formats, COLUMNS, List.of(TransferColumn.SIZE));
        disks.showAlone(viewModel.rows(), messages.text("run.disks.none"));
        rates.show(viewModel.rates().pointsProperty(), messages, formats);
        bindWaits();
        bindEvents();
    }

    private void bindHold() {
        HoldViewModel held = viewModel.hold();
        held.heldProperty().subscribe(_ -> showTone());
        hold.visibleProperty().bind(held.heldProperty());
        hold.managedProperty().bind(hold.visibleProperty());
        holdWords.textProperty().bind(held.wordsProperty());
        retry.disableProperty().bind(held.retryableProperty().not());
    }

    private void bindTunnel() {
        TunnelViewModel of = viewModel.tunnel();
        tunnel.visibleProperty().bind(of.wordsProperty().isNotEmpty());
        tunnel.managedProperty().bind(tunnel.visibleProperty());
        via.textProperty().bind(of.wordsProperty());
        of.stateProperty().subscribe(tunnelState::show);
        of.detailProperty()
                .subscribe(why -> tunnelState.setTooltip(why.isEmpty() ? null : new Tooltip(why)));
        root.sceneProperty().subscribe(scene -> of.shown(scene != null));
    }

    private void bindWaits() {
        Tooltip shares = new Tooltip();
        shares.textProperty().bind(viewModel.sharesProperty());
        waits.textProperty().bind(viewModel.waitsProperty());
        waits.accessibleTextProperty().bind(viewModel.sharesProperty());
        waits.setTooltip(shares);
    }

    private void bindEvents() {
        RunLog log = viewModel.log();
        events.setItems(log.lines());
        events.setCellFactory(_ -> new EventCell());
        events.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        info.selectedProperty().bindBidirectional(log.wanted(LogLevel.INFO));
        warnings.selectedProperty().bindBidirectional(log.wanted(LogLevel.WARNING));
        errors.selectedProperty().bindBidirectional(log.wanted(LogLevel.ERROR));
        log.lines().addListener((ListChangeListener<EventLine>) _ -> showNewest());
        events.heightProperty().subscribe(_ -> showNewest());
    }

    /// The height of lines is known when they are laid out: only then does the list know where its
    /// end is.
    private void showNewest() {
        int last = events.getItems().size() - 1;
        events.scrollTo(last);
        events.layout();
        events.scrollTo(last);
    }

    private void show(Badge badge) {
        state.show(badge);
        Tones.set(bar, badge.tone());
        showTone();
    }

    /// A run that is held has a disk that failed, whatever becomes of the run.
    private void showTone() {
        boolean held = viewModel.hold().heldProperty().get();
        Tones.set(problem, held ? Tone.DANGER : viewModel.stateProperty().get().tone());
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
    void retry() {
        viewModel.hold().retry();
    }

    @FXML
    void copyExport() {
        TreeItem<TransferRow> item = disks.getSelectionModel().getSelectedItem();
        if (item != null) {
            copy(item.getValue().exportProperty().get());
        }
    }

    /// What is selected, or everything.
    @FXML
    void copyEvents() {
        if (events.getSelectionModel().isEmpty()) {
            copyAllEvents();
        } else {
            copySelectedEvents();
        }
    }

    @FXML
    void copySelectedEvents() {
        copy(RunLog.copied(events.getSelectionModel().getSelectedItems()));
    }

    @FXML
    void copyAllEvents() {
        copy(RunLog.copied(events.getItems()));
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
