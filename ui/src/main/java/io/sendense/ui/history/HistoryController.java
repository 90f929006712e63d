package io.sendense.ui.history;

import atlantafx.base.controls.CustomTextField;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/// Binds the table of runs.
public final class HistoryController {
    private final HistoryViewModel viewModel;
    private final Messages messages;
    private final Formats formats;

    @FXML private CustomTextField search;
    @FXML private Label count;
    @FXML private VBox blank;
    @FXML private TableView<RunRow> table;
    @FXML private TableColumn<RunRow, Long> number;
    @FXML private TableColumn<RunRow, Badge> state;
    @FXML private TableColumn<RunRow, String> vm;
    @FXML private TableColumn<RunRow, String> vcenter;
    @FXML private TableColumn<RunRow, String> job;
    @FXML private TableColumn<RunRow, Instant> started;
    @FXML private TableColumn<RunRow, Duration> took;
    @FXML private TableColumn<RunRow, Long> done;
    @FXML private TableColumn<RunRow, String> result;
    @FXML private MenuItem open;
    @FXML private MenuItem showProblem;

    public HistoryController(HistoryViewModel viewModel, Messages messages, Formats formats) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
    }

    @FXML
    void initialize() {
        search.textProperty().bindBidirectional(viewModel.searchProperty());
        SortedList<RunRow> sorted = new SortedList<>(viewModel.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("history.count", viewModel.rows().size()),
                                viewModel.rows()));
        blank.visibleProperty()
                .bind(
                        viewModel
                                .readProperty()
                                .and(Bindings.isEmpty(viewModel.rows()))
                                .and(viewModel.searchProperty().isEmpty()));
        table.visibleProperty().bind(blank.visibleProperty().not());
        bindColumns();
        table.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        table.getContextMenu().setOnShowing(_ -> prepareMenu());
    }

    private void bindColumns() {
        Columns.number(number, RunRow::number, String::valueOf);
        Columns.badge(state, RunRow::state);
        Columns.text(vm, row -> row.summary().vm());
        Columns.text(vcenter, row -> row.summary().vcenter());
        Columns.live(job, RunRow::jobProperty, Function.identity());
        Columns.live(started, RunRow::started, formats::moment);
        Columns.live(took, RunRow::took, this::took);
        Columns.live(done, RunRow::doneBytes, formats::bytes);
        Columns.live(result, RunRow::result, Function.identity());
        List.of(started, took, done).forEach(column -> column.getStyleClass().add("number"));
    }

    private String took(Duration duration) {
        return formats.duration(duration);
    }

    private void prepareMenu() {
        RunRow row = table.getSelectionModel().getSelectedItem();
        open.setDisable(row == null);
        showProblem.setDisable(row == null || row.summary().problem().isEmpty());
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

    private void withSelected(Consumer<RunRow> action) {
        Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(action);
    }

    @FXML
    void open() {
        withSelected(viewModel::open);
    }

    @FXML
    void showProblem() {
        withSelected(viewModel::presentProblem);
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }
}
