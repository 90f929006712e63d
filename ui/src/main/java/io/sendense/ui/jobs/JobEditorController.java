package io.sendense.ui.jobs;

import io.sendense.ui.bridge.ReaderChoice;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemPane;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Binds the editor of a job: inventory at the left, selection in the middle, schedule and options
/// at the right.
public final class JobEditorController {
    private final JobEditorViewModel viewModel;
    private final Messages messages;
    private final Formats formats;
    private final Node picker;
    private final Map<DayOfWeek, ToggleButton> dayButtons = new EnumMap<>(DayOfWeek.class);
    private final Map<ScheduleKind, ToggleButton> kindButtons = new EnumMap<>(ScheduleKind.class);

    @FXML private Label title;
    @FXML private StackPane pickerPlace;
    @FXML private TextField name;
    @FXML private Label nameProblem;
    @FXML private EntryList included;
    @FXML private EntryList excluded;
    @FXML private Label selectionProblem;
    @FXML private Label summary;
    @FXML private ProgressIndicator looking;
    @FXML private ListView<PreviewLine> preview;
    @FXML private ProblemPane previewProblem;
    @FXML private ToggleButton manual;
    @FXML private ToggleButton daily;
    @FXML private ToggleButton weekly;
    @FXML private ToggleButton cronKind;
    @FXML private HBox timeLine;
    @FXML private TextField time;
    @FXML private ZoneBox zone;
    @FXML private HBox clockLine;
    @FXML private HBox days;
    @FXML private VBox cronLine;
    @FXML private TextField cron;
    @FXML private Label next;
    @FXML private Label scheduleProblem;
    @FXML private ComboBox<TargetChoice> target;
    @FXML private VBox readerBox;
    @FXML private ComboBox<ReaderChoice> reader;
    @FXML private CheckBox quiesce;
    @FXML private CheckBox quiesceOptional;
    @FXML private CheckBox full;
    @FXML private CheckBox compress;
    @FXML private ComboBox<RateChoice> rate;
    @FXML private Spinner<Integer> atOnce;
    @FXML private ComboBox<HoldChoice> hold;
    @FXML private ProblemPane problem;
    @FXML private ProgressIndicator busy;
    @FXML private Button save;

    /// @param picker the inventory, from which objects are dragged or added
    public JobEditorController(
            JobEditorViewModel viewModel, Messages messages, Formats formats, Node picker) {
        this.viewModel = viewModel;
        this.messages = messages;
        this.formats = formats;
        this.picker = picker;
    }

    @FXML
    void initialize() {
        title.setText(viewModel.title());
        pickerPlace.getChildren().add(picker);
        name.textProperty().bindBidirectional(viewModel.nameProperty());
        bindSaying(nameProblem, viewModel.nameProblemProperty());
        bindSelection();
        bindSchedule();
        bindOptions();
        viewModel.problemProperty().subscribe(problem::show);
        busy.visibleProperty().bind(viewModel.savingProperty());
        save.disableProperty().bind(viewModel.savingProperty());
    }

    private void bindSelection() {
        SelectionViewModel selection = viewModel.selection();
        included.show(selection.included(), selection::include, selection::remove, messages);
        excluded.show(selection.excluded(), selection::exclude, selection::remove, messages);
        bindSaying(selectionProblem, viewModel.selectionProblemProperty());
        summary.textProperty().bind(selection.summaryProperty());
        looking.visibleProperty().bind(selection.lookingProperty());
        preview.setItems(selection.preview());
        preview.setCellFactory(_ -> new PreviewCell());
        selection.problemProperty().subscribe(previewProblem::show);
        preview.visibleProperty().bind(previewProblem.visibleProperty().not());
        preview.managedProperty().bind(preview.visibleProperty());
    }

    private void bindSchedule() {
        ScheduleViewModel schedule = viewModel.schedule();
        kindButtons.put(ScheduleKind.MANUAL, manual);
        kindButtons.put(ScheduleKind.DAILY, daily);
        kindButtons.put(ScheduleKind.WEEKLY, weekly);
        kindButtons.put(ScheduleKind.CRON, cronKind);
        kindButtons.forEach((kind, button) ->
                button.setOnAction(_ -> {
                    schedule.kindProperty().set(kind);
                    // A toggle that was pressed while selected has switched itself off.
                    show(kind);
                }));
        for (DayOfWeek day : DayOfWeek.values()) {
            ToggleButton button = new ToggleButton(formats.weekday(day));
            button.getStyleClass().add("day");
            button.setAccessibleText(formats.weekdayInFull(day));
            button.setTooltip(new Tooltip(formats.weekdayInFull(day)));
            button.setOnAction(_ -> schedule.choose(day, button.isSelected()));
            dayButtons.put(day, button);
            days.getChildren().add(button);
        }
        time.textProperty().bindBidirectional(schedule.timeProperty());
        cron.textProperty().bindBidirectional(schedule.cronProperty());
        zone.show(schedule.zone(), messages);
        next.textProperty().bind(schedule.nextProperty());
        bindSaying(scheduleProblem, schedule.problemProperty());
        place(next, schedule.problemProperty().isEmpty());
        schedule.daysProperty()
                .subscribe(chosen ->
                        dayButtons.forEach(
                                (day, button) -> button.setSelected(chosen.contains(day))));
        schedule.kindProperty().subscribe(this::show);
    }

    private void show(ScheduleKind kind) {
        kindButtons.forEach((each, button) -> button.setSelected(each == kind));
        place(timeLine, kind == ScheduleKind.DAILY || kind == ScheduleKind.WEEKLY);
        place(days, kind == ScheduleKind.WEEKLY);
        place(cronLine, kind == ScheduleKind.CRON);
        place(clockLine, kind != ScheduleKind.MANUAL);
    }

    private void bindOptions() {
        OptionsViewModel options = viewModel.options();
        target.setItems(options.targets());
        target.valueProperty().bindBidirectional(options.targetProperty());
        reader.setItems(options.readers().choices());
        reader.valueProperty().bindBidirectional(options.readers().chosenProperty());
        place(readerBox, options.readers().offeredProperty());
        quiesce.selectedProperty().bindBidirectional(options.quiesceProperty());
        quiesceOptional.selectedProperty().bindBidirectional(options.quiesceOptionalProperty());
        quiesceOptional.disableProperty().bind(quiesce.selectedProperty().not());
        full.selectedProperty().bindBidirectional(options.fullProperty());
        compress.selectedProperty().bindBidirectional(options.compressProperty());
        rate.getItems().setAll(options.rates());
        rate.valueProperty().bindBidirectional(options.rateProperty());
        hold.getItems().setAll(options.holds());
        hold.valueProperty().bindBidirectional(options.holdProperty());
        SpinnerValueFactory.IntegerSpinnerValueFactory numbers =
                new SpinnerValueFactory.IntegerSpinnerValueFactory(
                        1, OptionsViewModel.MOST_AT_ONCE, options.atOnceProperty().get());
        atOnce.setValueFactory(numbers);
        atOnce.getEditor().setAccessibleText(messages.text("editor.atonce.name"));
        numbers.valueProperty()
                .subscribe(number ->
                        options.atOnceProperty().set(Optional.ofNullable(number).orElse(1)));
    }

    private static void bindSaying(Label label, ObservableValue<String> text) {
        label.textProperty().bind(text);
        place(label, label.textProperty().isNotEmpty());
    }

    private static void place(Node node, ObservableValue<Boolean> there) {
        node.visibleProperty().bind(there);
        node.managedProperty().bind(there);
    }

    private static void place(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    @FXML
    void save() {
        viewModel.save();
        if (!viewModel.nameProblemProperty().get().isEmpty()) {
            name.requestFocus();
        }
    }

    @FXML
    void cancel() {
        viewModel.cancel();
    }
}
