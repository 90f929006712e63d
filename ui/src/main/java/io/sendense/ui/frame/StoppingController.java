package io.sendense.ui.frame;

/// The dialog that is shown while runs are stopped before the window closes; it only says so.
public final class StoppingController {}
