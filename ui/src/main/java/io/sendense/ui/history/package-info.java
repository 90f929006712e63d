/// The table of all runs, living and ended, from the catalog.
///
/// In: runs from the engine, newest first, and their changes from `bridge`. Out: the run the
/// operator opens. FX thread only; nothing outlives the process.
package io.sendense.ui.history;
