/// The first page: what is protected, what has happened, what moves now, and what needs a person.
///
/// In: inventories, jobs, executions and runs from `bridge`; restore points, older runs and
/// repositories from the engine, asked again when a run has ended and every few minutes. Out: where
/// the operator goes from there. Bytes, instants. FX thread only; nothing outlives the process.
package io.sendense.ui.dashboard;
