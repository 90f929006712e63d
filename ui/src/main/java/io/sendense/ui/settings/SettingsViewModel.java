package io.sendense.ui.settings;

import io.sendense.ui.frame.ConsoleMemory;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;

/// The page of settings: what is remembered, and the parts with a model of their own. FX thread
/// only.
///
/// @param paths of the home, the catalog, the default repository and the logs
/// @param program name, version and commit, as far as they are known by now
/// @param licences opens the list of what the program is made of
public record SettingsViewModel(
        ConsoleMemory memory,
        List<Path> paths,
        LimitsViewModel limits,
        VCentersViewModel vcenters,
        ReadOnlyStringProperty program,
        Runnable licences) {
    public SettingsViewModel {
        paths = List.copyOf(paths);
    }

    /// Reads anew what the engine says.
    public void refresh() {
        limits.refresh();
    }
}
