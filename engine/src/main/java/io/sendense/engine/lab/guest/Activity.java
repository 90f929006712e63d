package io.sendense.engine.lab.guest;

/// What a guest does, one step at a time. Confined to one thread at a time.
///
/// The same steps in the same order do the same, whatever the clock says.
@FunctionalInterface
public interface Activity {
    /// Does the next step: a few writes at most.
    void step();
}
