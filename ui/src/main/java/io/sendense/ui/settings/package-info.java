/// The page of settings: appearance, behaviour, limits of all runs, vCenters, where things lie, and
/// what the program is made of.
///
/// In: what the console remembers, the engine's limits and vCenters. Out: the same, changed. Bytes
/// and bytes per second; on screen in MiB. Nothing of its own outlives the process.
package io.sendense.ui.settings;
