/// Jobs: their table, the editor that defines one, the targets they offer to a drag, and the page
/// of one execution.
///
/// In: jobs and executions from `bridge`, objects of the inventory as
/// [io.sendense.ui.shared.ObjectRef] by drag or call. Out: definitions that the engine takes, runs
/// that it starts. Bytes, instants. FX thread only; nothing outlives the process.
package io.sendense.ui.jobs;
