package io.sendense.ui.inventory;

/// How well VMs are protected that an operator looks for.
enum ProtectionChoice {
    /// There is no restore point.
    NEVER,
    /// There is none of the last days, or none at all.
    NOT_LATELY,
    /// There is one of the last days.
    PROTECTED
}
