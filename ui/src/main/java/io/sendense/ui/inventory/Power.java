package io.sendense.ui.inventory;

/// Power state as the tree shows it; `NONE` for what has none.
enum Power {
    NONE,
    ON,
    OFF,
    SUSPENDED
}
