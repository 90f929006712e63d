package io.sendense.ui.jobs;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.BarCell;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tones;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Binds the page of one execution.
public final class JobRunController {
    private final JobRunViewModel viewModel;
    private final Formats formats;

    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private BadgeLabel state;
    @FXML private Button cancel;
    @FXML private ProgressBar bar;
    @FXML private Label percent;
    @FXML private Label progress;
    @FXML private ProblemPane problem;
    @FXML private TableView<VmRow> table;
    @FXML private TableColumn<VmRow, String> vm;
    @FXML private TableColumn<VmRow, String> vcenter;
    @FXML private TableColumn<VmRow, Badge> vmState;
    @FXML private TableColumn<VmRow, VmLine> fraction;
    @FXML private TableColumn<VmRow, Number> done;
    @FXML private TableColumn<VmRow, Number> planned;
    @FXML private TableColumn<VmRow, Number> rate;
    @FXML private TableColumn<VmRow, String> words;

    public JobRunController(JobRunViewModel viewModel, Formats formats) {
        this.viewModel = viewModel;
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
        SortedList<VmRow> sorted = new SortedList<>(viewModel.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        bindColumns();
        table.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    }

    private void bindColumns() {
        Columns.live(vm, row -> of(row, VmLine::name), Function.identity());
        Columns.live(vcenter, row -> of(row, VmLine::vcenter), Function.identity());
        Columns.badge(vmState, row -> of(row, VmLine::state));
        fraction.setCellValueFactory(features -> features.getValue().lineProperty());
        fraction.setCellFactory(
                _ -> new BarCell<>(formats, VmLine::fraction, line -> line.state().tone()));
        fraction.setSortable(false);
        Columns.liveNumber(done, row -> of(row, VmLine::doneBytes), formats::bytes);
        Columns.liveNumber(planned, row -> of(row, VmLine::plannedBytes), this::known);
        Columns.liveNumber(rate, row -> of(row, VmLine::bytesPerSecond), formats::rate);
        Columns.live(words, row -> of(row, VmLine::words), Function.identity());
        List.of(fraction, words).forEach(column -> column.setReorderable(false));
    }

    private static <T> ObservableValue<T> of(VmRow row, Function<VmLine, T> part) {
        return row.lineProperty().map(part);
    }

    private String known(long bytes) {
        return bytes == 0 ? Formats.NONE : formats.bytes(bytes);
    }

    private void onClick(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            open();
        }
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            open();
            event.consume();
        }
    }

    @FXML
    void open() {
        Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(viewModel::open);
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
