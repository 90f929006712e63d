/// The search over everything, Ctrl+K: VMs, runs, restore points, commands, and what else a feature
/// brings as a [SearchSource].
///
/// In: what there is to find, from the engine and from what the console shows. Out: where the
/// operator goes. Reading, putting in order and searching happen off the FX thread; everything else
/// belongs to it. Nothing outlives the process.
package io.sendense.ui.frame.search;
