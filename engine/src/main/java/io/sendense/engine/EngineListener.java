package io.sendense.engine;

import io.sendense.engine.job.JobRunView;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;

/// Hears of runs, jobs and inventories. Called from the engine's threads, one call at a time and in
/// order; must return soon and never block on the engine.
public interface EngineListener {
    /// The newest state of a run. Conflated: a slow listener misses steps between, never the last
    /// one.
    void runChanged(RunView run);

    /// Something was recorded in a run. None is left out.
    void runEvent(RunEvent event);

    /// What has changed in the inventory of a vCenter since it was read or told last. Comes for
    /// vCenters whose inventory somebody has read, usually within two seconds of the change.
    /// Conflated: a slow listener is told several changes as one. It may tell again what a newer
    /// reading shows already, and then goes on to the newest.
    default void inventoryChanged(String vcenter, InventoryChange change) {}

    /// The newest state of a job's execution. Conflated as runs are.
    default void jobRunChanged(JobRunView run) {}

    /// A job was added, changed, enabled, disabled or removed, or its next run has moved.
    default void jobsChanged() {}

    /// A vCenter was added or removed. Conflated.
    default void vcentersChanged() {}

    /// The connection to the engine is gone; nothing more will come. Never called by an engine in
    /// the same process before it is closed.
    default void disconnected() {}
}
