package io.sendense.ui.jobs;

import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;

/// Binds the table of jobs and its commands.
public final class JobsController {
    private static final PseudoClass DISABLED_JOB = PseudoClass.getPseudoClass("off");

    private final JobsViewModel viewModel;
    private final Messages messages;

    @FXML private Label count;
    @FXML private Button runNow;
    @FXML private Button edit;
    @FXML private VBox blank;
    @FXML private TableView<JobRow> table;
    @FXML private TableColumn<JobRow, Boolean> enabled;
    @FXML private TableColumn<JobRow, Lines> name;
    @FXML private TableColumn<JobRow, Lines> schedule;
    @FXML private TableColumn<JobRow, Lines> next;
    @FXML private TableColumn<JobRow, JobResult> result;
    @FXML private TableColumn<JobRow, List<JobMark>> marks;
    @FXML private MenuItem runItem;
    @FXML private MenuItem openItem;
    @FXML private MenuItem editItem;
    @FXML private MenuItem copyItem;
    @FXML private MenuItem enableItem;
    @FXML private MenuItem removeItem;

    public JobsController(JobsViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
    }

    @FXML
    void initialize() {
        SortedList<JobRow> sorted = new SortedList<>(viewModel.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setRowFactory(_ -> new Row());
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("jobs.count", viewModel.rows().size()),
                                viewModel.rows()));
        blank.visibleProperty()
                .bind(viewModel.readProperty().and(Bindings.isEmpty(viewModel.rows())));
        table.visibleProperty().bind(blank.visibleProperty().not());
        bindColumns();
        ObservableValue<JobRow> selected = table.getSelectionModel().selectedItemProperty();
        edit.disableProperty().bind(selected.map(_ -> false).orElse(true));
        runNow.disableProperty()
                .bind(
                        selected.flatMap(JobRow::summaryProperty)
                                .map(JobSummary::living)
                                .orElse(true));
        table.addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        table.getContextMenu().setOnShowing(_ -> prepareMenu());
        table.getItems().subscribe(this::selectSomething);
        selectSomething();
        viewModel.revealedProperty().subscribe(row -> row.ifPresent(this::select));
    }

    private void select(JobRow row) {
        table.getSelectionModel().clearSelection();
        table.getSelectionModel().select(row);
        table.scrollTo(row);
    }

    private void bindColumns() {
        enabled.setCellValueFactory(features -> features.getValue().enabled());
        enabled.setCellFactory(_ -> new EnabledCell(messages, viewModel::enable));
        name.setCellValueFactory(features -> features.getValue().name());
        schedule.setCellValueFactory(features -> features.getValue().schedule());
        next.setCellValueFactory(features -> features.getValue().next());
        List.of(name, schedule, next)
                .forEach(column -> column.setCellFactory(_ -> new TwoLineCell<>()));
        result.setCellValueFactory(features -> features.getValue().result());
        result.setCellFactory(_ -> new ResultCell());
        marks.setCellValueFactory(features -> features.getValue().marks());
        marks.setCellFactory(_ -> new MarksCell(viewModel::openExecution));
        marks.setSortable(false);
        table.getColumns().forEach(column -> column.setReorderable(false));
    }

    /// So that the keyboard has something to act on.
    private void selectSomething() {
        if (table.getSelectionModel().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().select(0);
        }
    }

    private void prepareMenu() {
        JobRow row = table.getSelectionModel().getSelectedItem();
        List.of(editItem, copyItem, enableItem).forEach(item -> item.setDisable(row == null));
        boolean living = row != null && row.summary().living();
        runItem.setDisable(row == null || living);
        removeItem.setDisable(row == null || living);
        openItem.setDisable(row == null || row.summary().result().run().isEmpty());
        boolean on = row == null || row.summary().enabled();
        enableItem.setText(
                on ? messages.text("jobs.menu.disable") : messages.text("jobs.menu.enable"));
    }

    private void onClick(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY
                && event.getClickCount() == 2
                && event.getTarget() instanceof javafx.scene.Node node
                && isInRow(node)) {
            withSelected(viewModel::open);
        }
    }

    private static boolean isInRow(javafx.scene.Node node) {
        for (javafx.scene.Node up = node; up != null; up = up.getParent()) {
            if (up instanceof Row row) {
                return row.getItem() != null;
            }
        }
        return false;
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            withSelected(viewModel::open);
        } else if (event.getCode() == KeyCode.DELETE) {
            remove();
        } else if (event.getCode() == KeyCode.R && event.isShortcutDown()) {
            runNow();
        } else if (event.getCode() == KeyCode.N && event.isShortcutDown()) {
            newJob();
        } else if (event.getCode() == KeyCode.D && event.isShortcutDown()) {
            copy();
        } else {
            return;
        }
        event.consume();
    }

    private void withSelected(Consumer<JobRow> action) {
        Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(action);
    }

    @FXML
    void newJob() {
        viewModel.newJob();
    }

    @FXML
    void edit() {
        withSelected(viewModel::edit);
    }

    @FXML
    void copy() {
        withSelected(viewModel::copy);
    }

    @FXML
    void runNow() {
        withSelected(viewModel::run);
        // The button is about to be disabled; Enter then opens the run.
        table.requestFocus();
    }

    @FXML
    void openLast() {
        withSelected(viewModel::openLast);
    }

    @FXML
    void toggle() {
        withSelected(row -> viewModel.enable(row, !row.summary().enabled()));
    }

    @FXML
    void remove() {
        withSelected(viewModel::remove);
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }

    /// Paler where its job is switched off.
    private static final class Row extends TableRow<JobRow> {
        Row() {
            itemProperty()
                    .flatMap(JobRow::enabled)
                    .orElse(true)
                    .subscribe(on -> pseudoClassStateChanged(DISABLED_JOB, !on));
        }
    }
}
