package io.sendense.ui;

import io.sendense.engine.NewVCenter;
import io.sendense.ui.desktop.Desktop;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// How the console starts. Immutable.
///
/// @param settings file in the home folder that keeps window size and theme
/// @param places shown in the settings
/// @param desktop what is outside of the window
/// @param ownsEngine asked once the engine is open: whether the engine ends with this process, so
///   that closing the window while runs are living has to be asked about; false where the engine
///   belongs to another process
/// @param suggestion fills the dialog that adds a vCenter in beforehand, for trying the console
///   with a lab vCenter
public record ConsoleOptions(
        Path settings,
        HomePlaces places,
        Desktop desktop,
        BooleanSupplier ownsEngine,
        Optional<NewVCenter> suggestion) {}
