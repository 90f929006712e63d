package io.sendense.ui.frame;

/// Which colours the operator wants.
public enum ThemeChoice {
    /// As the operating system has it now.
    SYSTEM,
    LIGHT,
    DARK
}
