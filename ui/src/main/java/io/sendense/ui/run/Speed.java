package io.sendense.ui.run;

/// A speed that can be chosen. Immutable.
///
/// @param bytesPerSecond 0 for no limit
/// @param text as menus show it
record Speed(long bytesPerSecond, String text) {}
