package io.sendense.ui.jobs;

import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tones;
import io.sendense.ui.transfers.DiskRow;
import io.sendense.ui.transfers.RateChart;
import io.sendense.ui.transfers.TransferColumn;
import io.sendense.ui.transfers.TransferRow;
import io.sendense.ui.transfers.TransferTable;
import io.sendense.ui.transfers.VmRow;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/// Binds the page of one execution.
public final class JobRunController {
    private static final List<TransferColumn> SHOWN =
            List.of(
                    TransferColumn.NAME,
                    TransferColumn.VCENTER,
                    TransferColumn.STATE,
                    TransferColumn.PROGRESS,
                    TransferColumn.DONE,
                    TransferColumn.PLANNED,
                    TransferColumn.RATE,
                    TransferColumn.LEFT,
                    TransferColumn.RESULT);
    private static final List<TransferColumn> OFFERED =
            List.of(
                    TransferColumn.MODE,
                    TransferColumn.SKIPPED,
                    TransferColumn.SIZE,
                    TransferColumn.EXPORT,
                    TransferColumn.TRANSPORT);

    private final JobRunViewModel viewModel;
    private final Messages messages;
    private final Formats formats;

    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private BadgeLabel state;
    @FXML private Button cancel;
    @FXML private ProgressBar bar;
    @FXML private Label percent;
    @FXML private VBox rateSection;
    @FXML private Label progress;
    @FXML private ProblemPane problem;
    @FXML private TransferTable table;
    @FXML private RateChart rates;
    @FXML private Label waits;

    public JobRunController(JobRunViewModel viewModel, Messages messages, Formats formats) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
    }

    @FXML
    void initialize() {
        title.textProperty().bind(viewModel.titleProperty());
        subtitle.textProperty().bind(viewModel.subtitleProperty());
        viewModel
                .stateProperty()
                .subscribe(badge -> {
                    state.show(badge);
                    Tones.set(bar, badge.tone());
                });
        cancel.disableProperty().bind(viewModel.cancellableProperty().not());
        cancel.visibleProperty().bind(viewModel.endedProperty().not());
        cancel.managedProperty().bind(cancel.visibleProperty());
        bar.progressProperty().bind(viewModel.fractionProperty());
        percent.textProperty()
                .bind(
                        viewModel
                                .fractionProperty()
                                .map(part -> formats.percent(part.doubleValue())));
        progress.textProperty().bind(viewModel.progressProperty());
        viewModel.problemProperty().subscribe(problem::show);
        table.columns(messages, formats, SHOWN, OFFERED);
        table.show(viewModel.rows(), messages.text("jobrun.none"));
        rates.show(viewModel.rates().pointsProperty(), messages, formats);
        Tooltip shares = new Tooltip();
        shares.textProperty().bind(viewModel.sharesProperty());
        waits.textProperty().bind(viewModel.waitsProperty());
        waits.accessibleTextProperty().bind(viewModel.sharesProperty());
        waits.setTooltip(shares);
        table.addEventFilter(MouseEvent.ANY, this::onMouse);
        // Times that were skipped have no VMs and no progress.
        for (Node part : new Node[] {bar, percent, table, rateSection}) {
            part.visibleProperty().bind(viewModel.skippedProperty().not());
            part.managedProperty().bind(part.visibleProperty());
        }
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    }

    /// A double click opens the VM's run; the table would only open or close its line, which the
    /// arrow does.
    private void onMouse(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY
                || event.getClickCount() != 2
                || isOnArrow(event)) {
            return;
        }
        if (event.getEventType() == MouseEvent.MOUSE_CLICKED) {
            open();
        } else if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            event.consume();
        }
    }

    private boolean isOnArrow(MouseEvent event) {
        for (Node at = event.getPickResult().getIntersectedNode();
                at != null && at != table;
                at = at.getParent()) {
            if (at.getStyleClass().contains("tree-disclosure-node")
                    || at.getStyleClass().contains("column-header")) {
                return true;
            }
        }
        return false;
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            open();
            event.consume();
        }
    }

    /// Opens the run of the selected VM, or of the VM that the selected disk belongs to.
    @FXML
    void open() {
        TreeItem<TransferRow> item = table.getSelectionModel().getSelectedItem();
        Optional.ofNullable(item)
                .map(at -> at.getValue() instanceof DiskRow ? at.getParent() : at)
                .map(TreeItem::getValue)
                .filter(VmRow.class::isInstance)
                .map(VmRow.class::cast)
                .ifPresent(vm -> viewModel.open(vm.key()));
    }

    @FXML
    void back() {
        viewModel.back();
    }

    @FXML
    void cancel() {
        viewModel.cancel();
    }
}
