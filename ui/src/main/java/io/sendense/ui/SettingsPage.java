package io.sendense.ui;

import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.Page;
import io.sendense.ui.settings.LicencesController;
import io.sendense.ui.settings.LimitsViewModel;
import io.sendense.ui.settings.SettingsController;
import io.sendense.ui.settings.SettingsViewModel;
import io.sendense.ui.settings.VCentersViewModel;
import io.sendense.ui.shared.Texts;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;

/// Puts the page of settings together. FX thread only.
final class SettingsPage {
    private SettingsPage() {}

    /// @param program name, version and commit
    /// @param addVCenter opens the dialog that adds one
    static Page.View of(
            EngineLink link,
            Wiring.Surroundings surroundings,
            Dialogs dialogs,
            ReadOnlyStringProperty program,
            Runnable addVCenter) {
        Texts texts = surroundings.texts();
        HomePlaces places = surroundings.options().places();
        SettingsViewModel settings =
                new SettingsViewModel(
                        surroundings.memory(),
                        List.of(
                                places.home(),
                                places.catalog(),
                                places.repository(),
                                places.logs()),
                        new LimitsViewModel(link, texts.formats(), dialogs),
                        new VCentersViewModel(
                                link,
                                texts,
                                new VCentersViewModel.Actions(addVCenter, dialogs, dialogs)),
                        program,
                        () -> dialogs.show(LicencesController::new));
        return new Page.View(
                surroundings.views().load(new SettingsController(settings, texts.messages())),
                settings::refresh);
    }
}
