/// One run as it goes, or as it went: a row per disk, the whole, its events, a way to stop it.
///
/// In: a run's number; its states and events from the engine and, while it lives, from `bridge`.
/// Bytes, bytes per second, instants. FX thread only; nothing outlives the process.
package io.sendense.ui.run;
