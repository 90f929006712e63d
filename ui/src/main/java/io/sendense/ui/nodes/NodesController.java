package io.sendense.ui.nodes;

import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.FactGrid;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds the page of nodes.
public final class NodesController {
    private final NodesViewModel viewModel;
    private final Messages messages;
    private final Formats formats;
    private final Runnable openAdd;

    @FXML private VBox root;
    @FXML private Label count;
    @FXML private Button test;
    @FXML private Button access;
    @FXML private Button remove;
    @FXML private ProblemPane readProblem;
    @FXML private VBox blank;
    @FXML private VBox filled;
    @FXML private TableView<LiveRow<NodeLine>> table;
    @FXML private TableColumn<LiveRow<NodeLine>, String> name;
    @FXML private TableColumn<LiveRow<NodeLine>, String> ssh;
    @FXML private TableColumn<LiveRow<NodeLine>, Badge> state;
    @FXML private TableColumn<LiveRow<NodeLine>, Long> roundTrip;
    @FXML private TableColumn<LiveRow<NodeLine>, String> version;
    @FXML private TableColumn<LiveRow<NodeLine>, String> hostKey;
    @FXML private TableColumn<LiveRow<NodeLine>, Integer> transfers;
    @FXML private ProblemPane problem;
    @FXML private HBox details;
    @FXML private Label detailTitle;
    @FXML private FactGrid facts;
    @FXML private TextField fingerprint;
    @FXML private TableView<LiveRow<PushLine>> pushes;
    @FXML private TableColumn<LiveRow<PushLine>, String> vm;
    @FXML private TableColumn<LiveRow<PushLine>, String> disk;
    @FXML private TableColumn<LiveRow<PushLine>, Integer> port;
    @FXML private TableColumn<LiveRow<PushLine>, Double> progress;
    @FXML private TableColumn<LiveRow<PushLine>, Long> done;
    @FXML private TableColumn<LiveRow<PushLine>, Long> rate;
    @FXML private Button open;

    /// @param openAdd opens the dialog that adds one
    public NodesController(
            NodesViewModel viewModel, Messages messages, Formats formats, Runnable openAdd) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
        this.openAdd = openAdd;
    }

    @FXML
    void initialize() {
        SortedList<LiveRow<NodeLine>> sorted = new SortedList<>(viewModel.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        bindColumns();
        bindChosen();
        bindPushes();
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () ->
                                        viewModel.readProperty().get()
                                                ? messages.text(
                                                        "nodes.count", viewModel.rows().size())
                                                : "",
                                viewModel.rows(),
                                viewModel.readProperty()));
        BooleanBinding none = Bindings.isEmpty(viewModel.rows());
        blank.visibleProperty().bind(viewModel.readProperty().and(none));
        // it keeps its place while unseen, so that the tables have their width from the beginning
        filled.visibleProperty().bind(none.not());
        viewModel.problemProperty().subscribe(readProblem::show);
        root.sceneProperty().subscribe(scene -> viewModel.shown(scene != null));
    }

    private void bindColumns() {
        Columns.live(name, row -> row.value(NodeLine::name), Function.identity());
        Columns.live(ssh, row -> row.value(NodeLine::ssh), Function.identity());
        Columns.badge(state, row -> row.value(NodeLine::state));
        Columns.live(roundTrip, row -> row.value(NodeLine::roundTripMicros), this::trip);
        Columns.live(version, row -> row.value(NodeLine::version), Function.identity());
        FingerprintCell.bind(hostKey);
        Columns.live(transfers, row -> row.value(NodeLine::transfers), String::valueOf);
        roundTrip.getStyleClass().add("number");
        transfers.getStyleClass().add("number");
    }

    private String trip(Long micros) {
        return micros < 0 ? Formats.NONE : formats.roundTrip(Duration.ofNanos(micros * 1000));
    }

    private void bindChosen() {
        viewModel.chosenProperty().subscribe(this::showChosen);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> {
                    if (row != null) {
                        viewModel.chosenProperty().set(row);
                    }
                });
        BooleanBinding none = viewModel.chosenProperty().isNull();
        test.disableProperty().bind(none);
        access.disableProperty().bind(none);
        remove.disableProperty().bind(none);
        table.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.DELETE) {
                        remove();
                        event.consume();
                    }
                });
        viewModel.detailProperty().subscribe(this::showDetail);
    }

    private void showChosen(@Nullable LiveRow<NodeLine> row) {
        if (row != null && row != table.getSelectionModel().getSelectedItem()) {
            table.getSelectionModel().select(row);
        }
    }

    private void showDetail(Optional<NodeLine> line) {
        detailTitle.setText(line.map(NodeLine::name).orElse(""));
        facts.show(line.map(NodeLine::facts).orElse(List.of()));
        fingerprint.setText(line.map(NodeLine::hostKey).orElse(""));
        problem.show(line.flatMap(NodeLine::problem));
        details.setVisible(line.isPresent());
    }

    private void bindPushes() {
        pushes.setItems(viewModel.pushes());
        Columns.live(vm, row -> row.value(PushLine::vm), Function.identity());
        Columns.live(disk, row -> row.value(PushLine::disk), Function.identity());
        Columns.live(port, row -> row.value(PushLine::port), String::valueOf);
        ShareCell.bind(progress, formats);
        Columns.live(
                done,
                row -> row.value(PushLine::doneBytes),
                bytes -> bytes < 0 ? Formats.NONE : formats.bytes(bytes));
        Columns.live(rate, row -> row.value(PushLine::bytesPerSecond), formats::rate);
        List.of(port, done, rate).forEach(column -> column.getStyleClass().add("number"));
        open.disableProperty().bind(pushes.getSelectionModel().selectedItemProperty().isNull());
        open.visibleProperty().bind(Bindings.isNotEmpty(viewModel.pushes()));
        pushes.addEventHandler(
                MouseEvent.MOUSE_CLICKED,
                event -> {
                    if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                        openRun();
                    }
                });
        pushes.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        openRun();
                        event.consume();
                    }
                });
    }

    @FXML
    void add() {
        openAdd.run();
    }

    @FXML
    void test() {
        viewModel.test();
    }

    @FXML
    void access() {
        viewModel.access();
    }

    @FXML
    void remove() {
        viewModel.remove();
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }

    @FXML
    void openRun() {
        Optional.ofNullable(pushes.getSelectionModel().getSelectedItem())
                .ifPresent(viewModel::open);
    }

    @FXML
    void copyFingerprint() {
        ClipboardContent content = new ClipboardContent();
        content.putString(fingerprint.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
