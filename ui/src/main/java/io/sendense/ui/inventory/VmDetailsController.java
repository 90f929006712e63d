package io.sendense.ui.inventory;

import io.sendense.ui.inventory.VmDetailsViewModel.Configuration;
import io.sendense.ui.inventory.VmDetailsViewModel.Shown;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.BadgeLabel;
import io.sendense.ui.shared.Columns;
import io.sendense.ui.shared.ConcernView;
import io.sendense.ui.shared.FactGrid;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Icon;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import io.sendense.ui.shared.Tone;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Binds the facts of what is selected in the tree.
public final class VmDetailsController {
    /// With more restore points their list scrolls.
    private static final int MOST_POINTS = 7;

    private final VmDetailsViewModel viewModel;
    private final Messages messages;
    private final Formats formats;

    @FXML private VBox nothing;
    @FXML private VBox several;
    @FXML private Label severalTitle;
    @FXML private ScrollPane page;
    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private BadgeLabel power;
    @FXML private BadgeLabel protection;
    @FXML private FlowPane tags;
    @FXML private Label severalVms;
    @FXML private ProblemPane problem;
    @FXML private Button retry;
    @FXML private VBox hints;
    @FXML private FactGrid general;
    @FXML private VBox reading;
    @FXML private VBox vm;
    @FXML private FactGrid backup;
    @FXML private Hyperlink openRun;
    @FXML private VBox historyBox;
    @FXML private RunBars history;
    @FXML private Label historyWords;
    @FXML private VBox pointsBox;
    @FXML private Hyperlink openPoints;
    @FXML private TableView<PointRow> points;
    @FXML private TableColumn<PointRow, String> pointCreated;
    @FXML private TableColumn<PointRow, String> pointKind;
    @FXML private TableColumn<PointRow, Long> pointSize;
    @FXML private TableColumn<PointRow, String> pointConsistency;
    @FXML private TableView<DiskFacts> disks;
    @FXML private TableColumn<DiskFacts, String> diskLabel;
    @FXML private TableColumn<DiskFacts, Integer> diskKey;
    @FXML private TableColumn<DiskFacts, String> diskPlace;
    @FXML private TableColumn<DiskFacts, Long> diskSize;
    @FXML private TableColumn<DiskFacts, String> diskMode;
    @FXML private TableColumn<DiskFacts, String> diskTracking;
    @FXML private FactGrid snapshots;
    @FXML private Label noSnapshots;

    public VmDetailsController(VmDetailsViewModel viewModel, Messages messages, Formats formats) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
    }

    @FXML
    void initialize() {
        title.textProperty().bind(viewModel.titleProperty());
        severalTitle.textProperty().bind(viewModel.titleProperty());
        subtitle.textProperty().bind(viewModel.subtitleProperty());
        severalVms.textProperty().bind(viewModel.subtitleProperty());
        viewModel.powerProperty().subscribe(state -> power.show(badge(state)));
        viewModel.protectionProperty().subscribe(this::showProtection);
        viewModel.tagsProperty().subscribe(this::showTags);
        viewModel.problemProperty().subscribe(problem::show);
        viewModel.backupsProperty().subscribe(this::show);
        viewModel.configurationProperty().subscribe(this::show);
        viewModel.concernsProperty().subscribe(this::show);
        viewModel.shownProperty().subscribe(this::show);
        bindDisks();
        Columns.text(pointCreated, PointRow::created);
        Columns.text(pointKind, PointRow::kind);
        Columns.number(pointSize, PointRow::layerBytes, formats::bytes);
        Columns.text(pointConsistency, PointRow::consistency);
    }

    private void showProtection(Badge badge) {
        protection.show(badge);
        place(protection, !badge.text().isEmpty());
    }

    private void showTags(List<String> all) {
        tags.getChildren().setAll(all.stream().map(VmDetailsController::tag).toList());
        place(tags, !all.isEmpty());
    }

    private static Label tag(String words) {
        Label label = new Label(words, Icon.TAG.node());
        label.getStyleClass().add("tag");
        return label;
    }

    private void show(Backups backups) {
        backup.show(backups.facts());
        place(openRun, backups.lastRun().isPresent());
        history.show(backups.history(), backups.historyWords(), viewModel::openRun);
        historyWords.setText(backups.historyWords());
        place(historyBox, !backups.history().isEmpty());
        points.getItems().setAll(backups.points());
        Columns.fitRows(points, Math.min(MOST_POINTS, backups.points().size()));
        place(pointsBox, !backups.points().isEmpty());
        place(openPoints, viewModel.hasPointsPage());
    }

    private void bindDisks() {
        Columns.text(diskLabel, DiskFacts::label);
        Columns.number(diskKey, DiskFacts::key, String::valueOf);
        Columns.text(diskPlace, DiskFacts::place);
        Columns.number(diskSize, DiskFacts::capacityBytes, formats::bytes);
        Columns.text(diskMode, DiskFacts::mode);
        Columns.text(diskTracking, DiskFacts::tracking);
    }

    private Badge badge(Power state) {
        Tone tone =
                switch (state) {
                    case ON -> Tone.SUCCESS;
                    case SUSPENDED -> Tone.WARNING;
                    case OFF, NONE -> Tone.NEUTRAL;
                };
        return new Badge(Words.power(messages, state), tone);
    }

    private void show(Shown shown) {
        boolean one = shown != Shown.NOTHING && shown != Shown.SEVERAL;
        nothing.setVisible(shown == Shown.NOTHING);
        several.setVisible(shown == Shown.SEVERAL);
        page.setVisible(one);
        place(reading, shown == Shown.READING);
        place(vm, shown == Shown.VM);
        place(retry, shown == Shown.PROBLEM);
        if (shown == Shown.READING) {
            page.setVvalue(0);
        }
    }

    private void show(Configuration configuration) {
        general.show(configuration.general());
        place(general, !configuration.general().isEmpty());
        disks.getItems().setAll(configuration.disks());
        Columns.fitRows(disks, configuration.disks().size());
        snapshots.show(configuration.snapshots());
        place(snapshots, !configuration.snapshots().isEmpty());
        place(noSnapshots, configuration.snapshots().isEmpty());
    }

    private void show(List<ConcernView> concerns) {
        hints.getChildren().setAll(concerns.stream().map(VmDetailsController::hint).toList());
        place(hints, !concerns.isEmpty());
    }

    /// What was found, and under it what to do.
    private static Label hint(ConcernView concern) {
        Label label =
                new Label(
                        concern.what() + System.lineSeparator() + concern.remedy(),
                        Icon.ALERT.node());
        label.setWrapText(true);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll("hint", concern.tone().style());
        label.setTooltip(new Tooltip(concern.id()));
        return label;
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void retry() {
        viewModel.retry();
    }

    @FXML
    void openPoints() {
        viewModel.openPoints();
    }

    @FXML
    void openRun() {
        viewModel.openLastRun();
    }
}
