package io.sendense.engine.job;

import io.sendense.engine.source.inventory.VmSummary;

/// A VM that a selection holds now. Immutable.
///
/// @param by the first entry that holds it
public record SelectedVm(String vcenter, VmSummary vm, Selector by) {}
