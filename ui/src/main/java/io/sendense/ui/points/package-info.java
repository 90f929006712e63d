/// The page of restore points: which VMs have some, when they were made, what they hang on, and
/// what can be done with them: verify, export a disk, serve over NBD, see what a restore would
/// change.
///
/// In: the engine's points and what is served, asked again when a run has ended. Out: calls of the
/// engine, whose problems are shown in a dialog. Nothing is kept here; a crash loses nothing.
package io.sendense.ui.points;
