/// What surrounds the features: the window with navigation and status bar, in-window dialogs,
/// theme, settings, loading of FXML.
///
/// In: pages and dialogs as nodes, problems and questions to show. Out: the operator's choices.
/// Everything belongs to the FX thread but [SettingsFile], which does file I/O and must not. A
/// crash loses at most the last window size and theme choice.
package io.sendense.ui.frame;
