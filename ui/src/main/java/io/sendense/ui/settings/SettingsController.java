package io.sendense.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import io.sendense.ui.frame.LanguageChoice;
import io.sendense.ui.frame.ThemeChoice;
import io.sendense.ui.frame.WhenClosed;
import io.sendense.ui.shared.Choices;
import io.sendense.ui.shared.Messages;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/// Binds the page of settings.
public final class SettingsController {
    private final SettingsViewModel viewModel;
    private final Messages messages;

    @FXML private ToggleButton themeSystem;
    @FXML private ToggleButton themeLight;
    @FXML private ToggleButton themeDark;
    @FXML private ComboBox<LanguageChoice> language;
    @FXML private ComboBox<WhenClosed> whenClosed;
    @FXML private ComboBox<WhenClosed> whenScheduled;
    @FXML private ToggleSwitch notifications;
    @FXML private TextField bandwidth;
    @FXML private TextField hostRequests;
    @FXML private TextField hostBytes;
    @FXML private TextField datastoreRequests;
    @FXML private TextField datastoreBytes;
    @FXML private Label limitsWrong;
    @FXML private Label limitsApplied;
    @FXML private Button applyLimits;
    @FXML private VBox vcenterList;
    @FXML private Label noVCenters;
    @FXML private PathField home;
    @FXML private PathField catalog;
    @FXML private PathField repository;
    @FXML private PathField logs;
    @FXML private Label program;

    public SettingsController(SettingsViewModel viewModel, Messages messages) {
        this.viewModel = viewModel;
        this.messages = messages;
    }

    @FXML
    void initialize() {
        bindTheme();
        Choices.bind(
                language,
                List.of(LanguageChoice.values()),
                viewModel.memory().languageProperty(),
                this::words);
        Choices.bind(
                whenClosed,
                List.of(WhenClosed.values()),
                viewModel.memory().whenClosedProperty(),
                this::words);
        Choices.bind(
                whenScheduled,
                List.of(WhenClosed.values()),
                viewModel.memory().whenScheduledProperty(),
                choice ->
                        choice == WhenClosed.STOP
                                ? messages.text("settings.scheduled.quit")
                                : words(choice));
        notifications
                .selectedProperty()
                .bindBidirectional(viewModel.memory().notificationsProperty());
        bindLimits();
        viewModel.vcenters().rows().addListener((InvalidationListener) _ -> showVCenters());
        showVCenters();
        List<PathField> shown = List.of(home, catalog, repository, logs);
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).show(viewModel.paths().get(i).toString(), messages);
        }
        program.textProperty().bind(viewModel.program());
    }

    private void bindTheme() {
        ObjectProperty<ThemeChoice> theme = viewModel.memory().themeProperty();
        theme.subscribe(choice -> {
            themeSystem.setSelected(choice == ThemeChoice.SYSTEM);
            themeLight.setSelected(choice == ThemeChoice.LIGHT);
            themeDark.setSelected(choice == ThemeChoice.DARK);
        });
    }

    private void choose(ThemeChoice choice, ToggleButton pressed) {
        // A toggle that was pressed while selected has switched itself off.
        pressed.setSelected(true);
        viewModel.memory().themeProperty().set(choice);
    }

    private String words(LanguageChoice choice) {
        return switch (choice) {
            case SYSTEM -> messages.text("settings.language.system");
            case ENGLISH -> messages.text("settings.language.english");
            case GERMAN -> messages.text("settings.language.german");
        };
    }

    private String words(WhenClosed choice) {
        return switch (choice) {
            case ASK -> messages.text("settings.closing.ask");
            case KEEP_RUNNING -> messages.text("settings.closing.keep");
            case STOP -> messages.text("settings.closing.stop");
        };
    }

    private void bindLimits() {
        LimitsViewModel limits = viewModel.limits();
        bandwidth.textProperty().bindBidirectional(limits.bandwidth().textProperty());
        hostRequests.textProperty().bindBidirectional(limits.hostRequests().textProperty());
        hostBytes.textProperty().bindBidirectional(limits.hostBytes().textProperty());
        datastoreRequests
                .textProperty()
                .bindBidirectional(limits.datastoreRequests().textProperty());
        datastoreBytes.textProperty().bindBidirectional(limits.datastoreBytes().textProperty());
        limitsWrong.visibleProperty().bind(limits.wrong());
        limitsWrong.managedProperty().bind(limits.wrong());
        limitsApplied.visibleProperty().bind(limits.appliedProperty());
        applyLimits.disableProperty().bind(limits.applicable().not());
    }

    private void showVCenters() {
        List<VCenterRow> rows = viewModel.vcenters().rows();
        vcenterList
                .getChildren()
                .setAll(
                        rows.stream()
                                .map(row -> new VCenterLine(row, viewModel.vcenters(), messages))
                                .toList());
        if (!rows.isEmpty()) {
            vcenterList.getChildren().getFirst().getStyleClass().add("first");
        }
        noVCenters.setVisible(rows.isEmpty());
        noVCenters.setManaged(rows.isEmpty());
        vcenterList.setManaged(!rows.isEmpty());
    }

    @FXML
    void followSystem() {
        choose(ThemeChoice.SYSTEM, themeSystem);
    }

    @FXML
    void useLight() {
        choose(ThemeChoice.LIGHT, themeLight);
    }

    @FXML
    void useDark() {
        choose(ThemeChoice.DARK, themeDark);
    }

    @FXML
    void applyLimits() {
        viewModel.limits().apply();
    }

    @FXML
    void addVCenter() {
        viewModel.vcenters().add();
    }

    @FXML
    void showLicences() {
        viewModel.licences().run();
    }
}
