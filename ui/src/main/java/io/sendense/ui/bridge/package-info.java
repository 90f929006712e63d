/// Between the engine's threads and the screen.
///
/// In: the engine's events and inventories, on its threads. Out: the same on the FX thread, drained
/// at most five times a second for runs. Bytes, instants. Nothing outlives the process.
package io.sendense.ui.bridge;
