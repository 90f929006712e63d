/// The page of repositories: where they lie, how full they are and will be, what lies in them;
/// adding, checking and forgetting them.
///
/// In: the engine's repositories and their history of fill, asked again when a run has ended. Out:
/// calls of the engine, whose problems are shown in a dialog. Nothing is kept here; a crash loses
/// nothing.
package io.sendense.ui.repositories;
