package io.sendense.ui.points;

import atlantafx.base.controls.CustomTextField;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Binds the page of restore points.
public final class PointsController {
    private final PointsViewModel viewModel;
    private final Messages messages;
    private final Formats formats;
    private final Actions actions;

    @FXML private CustomTextField search;
    @FXML private Label count;
    @FXML private ListView<VmLine> vms;
    @FXML private VBox blank;
    @FXML private SplitPane panes;
    @FXML private VBox content;
    @FXML private Label title;
    @FXML private Label summary;
    @FXML private Button verify;
    @FXML private Button export;
    @FXML private Button serve;
    @FXML private Button plan;
    @FXML private Button copyPath;
    @FXML private ToggleGroup zoom;
    @FXML private PointTimeline timeline;
    @FXML private TableView<PointLine> table;
    @FXML private TableColumn<PointLine, Instant> created;
    @FXML private TableColumn<PointLine, String> kind;
    @FXML private TableColumn<PointLine, Long> stored;
    @FXML private TableColumn<PointLine, Integer> disks;
    @FXML private TableColumn<PointLine, String> consistency;
    @FXML private TableColumn<PointLine, Badge> verified;
    @FXML private TableColumn<PointLine, String> verifiedAt;
    @FXML private TableColumn<PointLine, Badge> servedMark;
    @FXML private Label chainTitle;
    @FXML private ChainView chain;
    @FXML private Label finding;
    @FXML private HBox verification;
    @FXML private Label verifyTitle;
    @FXML private ProgressBar verifyBar;
    @FXML private Label verifyWords;
    @FXML private Label verifyResult;
    @FXML private VBox servedPane;
    @FXML private Label servedWords;
    @FXML private ComboBox<ServedEntry> servedEntry;
    @FXML private TextField servedText;
    @FXML private ProblemPane servedProblem;
    @FXML private Label copied;

    /// What leads out of the page.
    ///
    /// @param export opens the dialog that exports a disk of the chosen point
    /// @param plan opens the dialog that shows what a restore would change
    /// @param inventory opens the page where backups are made
    public record Actions(Runnable export, Consumer<PlanView> plan, Runnable inventory) {}

    public PointsController(
            PointsViewModel viewModel, Messages messages, Formats formats, Actions actions) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
        this.actions = actions;
    }

    @FXML
    void initialize() {
        bindVms();
        bindColumns();
        bindPoints();
        bindVerification();
        bindServed();
        var nothing = viewModel.readProperty().and(Bindings.isEmpty(viewModel.allVms()));
        blank.visibleProperty().bind(nothing);
        panes.visibleProperty().bind(nothing.not());
        content.visibleProperty().bind(viewModel.vmProperty().isNotNull());
    }

    private void bindVms() {
        search.textProperty().bindBidirectional(viewModel.searchProperty());
        vms.setItems(viewModel.vms());
        vms.setCellFactory(_ -> new VmCell());
        count.textProperty()
                .bind(
                        Bindings.createStringBinding(
                                () -> messages.text("points.vms", viewModel.vms().size()),
                                viewModel.vms()));
        viewModel.vmProperty().subscribe(this::showVm);
        vms.getSelectionModel()
                .selectedItemProperty()
                .subscribe(line -> {
                    if (line != null) {
                        viewModel.vmProperty().set(line);
                    }
                });
    }

    private void showVm(@Nullable VmLine vm) {
        title.setText(vm == null ? "" : vm.name());
        if (vm != null && !vm.equals(vms.getSelectionModel().getSelectedItem())) {
            vms.getSelectionModel().select(vm);
        }
    }

    private void bindColumns() {
        Columns.live(created, line -> fixed(line.created()), formats::moment);
        Columns.text(kind, PointLine::kind);
        Columns.number(stored, PointLine::storedBytes, formats::bytes);
        Columns.number(disks, PointLine::disks, String::valueOf);
        Columns.text(consistency, PointLine::consistency);
        Columns.badge(verified, line -> fixed(line.verified()));
        Columns.text(verifiedAt, PointLine::verifiedAt);
        Columns.badge(
                servedMark,
                line ->
                        fixed(
                                line.served()
                                        ? new Badge(messages.text("points.served"), Tone.RUNNING)
                                        : Badge.NONE));
        created.getStyleClass().add("number");
    }

    private static <T> ReadOnlyObjectWrapper<T> fixed(T value) {
        return new ReadOnlyObjectWrapper<>(value);
    }

    private void bindPoints() {
        table.setItems(viewModel.points());
        timeline.setUp(formats, this::chooseById);
        chain.setUp(messages);
        viewModel.pointProperty().subscribe(this::showPoint);
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(line -> {
                    if (line != null) {
                        viewModel.pointProperty().set(line);
                    }
                });
        viewModel.points().addListener((ListChangeListener<PointLine>) _ -> showTimeline());
        showTimeline();
        zoom.selectedToggleProperty().subscribe(this::showWindow);
        var none = viewModel.pointProperty().isNull();
        List.of(export, plan, copyPath).forEach(button -> button.disableProperty().bind(none));
        serve.disableProperty()
                .bind(
                        viewModel
                                .pointProperty()
                                .map(line -> line == null || line.served())
                                .orElse(true));
        verify.disableProperty().bind(none.or(viewModel.verification().runningProperty()));
    }

    private void showTimeline() {
        timeline.show(viewModel.dots());
        summary.setText(viewModel.summary());
    }

    private void showWindow(@Nullable Toggle toggle) {
        Object days = toggle == null ? null : toggle.getUserData();
        timeline.setWindow(
                days == null || "0".equals(days)
                        ? Optional.empty()
                        : Optional.of(Duration.ofDays(Long.parseLong(days.toString()))));
    }

    private void chooseById(String id) {
        viewModel.points().stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .ifPresent(line -> {
                    table.getSelectionModel().select(line);
                    table.scrollTo(line);
                });
    }

    private void showPoint(@Nullable PointLine point) {
        timeline.choose(point == null ? null : point.id());
        if (point != null && !point.equals(table.getSelectionModel().getSelectedItem())) {
            table.getSelectionModel().select(point);
        }
        chain.show(viewModel.chains());
        chainTitle.setText(
                point == null
                        ? ""
                        : messages.text("points.chain.title", formats.moment(point.created())));
        Optional<String> found = point == null ? Optional.empty() : point.finding();
        finding.setText(found.orElse(""));
        place(finding, found.isPresent());
        summary.setText(viewModel.summary());
        showServed();
    }

    private void bindVerification() {
        Verification running = viewModel.verification();
        verifyTitle.textProperty().bind(running.titleProperty());
        verifyWords.textProperty().bind(running.wordsProperty());
        verifyBar.progressProperty().bind(running.fraction());
        verifyResult.textProperty().bind(running.resultProperty());
        running.runningProperty().subscribe(on -> place(verification, on));
        running.resultProperty().subscribe(text -> place(verifyResult, !text.isEmpty()));
    }

    private void bindServed() {
        viewModel.served().addListener((ListChangeListener<ServedLine>) _ -> showServed());
        servedEntry
                .valueProperty()
                .subscribe(entry -> {
                    servedText.setText(entry == null ? "" : entry.text());
                    place(copied, false);
                });
        showServed();
    }

    private Optional<ServedLine> servedLine() {
        PointLine point = viewModel.pointProperty().get();
        return viewModel.served().stream()
                .filter(line -> point != null && line.point().equals(point.id()))
                .findFirst();
    }

    private void showServed() {
        Optional<ServedLine> line = servedLine();
        place(servedPane, line.isPresent());
        servedProblem.show(line.flatMap(ServedLine::problem));
        servedWords.setText(line.map(ServedLine::words).orElse(""));
        List<ServedEntry> entries = line.map(ServedLine::entries).orElse(List.of());
        if (!entries.equals(servedEntry.getItems())) {
            servedEntry.getItems().setAll(entries);
            servedEntry.getSelectionModel().selectFirst();
        }
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void verify() {
        PointLine point = viewModel.pointProperty().get();
        if (point != null) {
            viewModel.verification().start(point.id(), name(point));
        }
    }

    private String name(PointLine point) {
        return title.getText() + ", " + formats.moment(point.created());
    }

    @FXML
    void cancelVerification() {
        viewModel.verification().cancel();
    }

    @FXML
    void export() {
        actions.export().run();
    }

    @FXML
    void serve() {
        viewModel.serve();
    }

    @FXML
    void stopServing() {
        servedLine().ifPresent(line -> viewModel.stopServing(line.id()));
    }

    @FXML
    void copyServed() {
        copy(servedText.getText());
        place(copied, true);
    }

    @FXML
    void copyPath() {
        PointLine point = viewModel.pointProperty().get();
        if (point != null) {
            copy(point.folder());
        }
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @FXML
    void plan() {
        viewModel.plan(actions.plan());
    }

    @FXML
    void openInventory() {
        actions.inventory().run();
    }

    @FXML
    void refresh() {
        viewModel.refresh();
    }
}
