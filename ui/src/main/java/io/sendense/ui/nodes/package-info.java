/// The page of nodes: how it stands with each and what it pushes here; adding, testing and removing
/// them.
///
/// In: the engine's nodes, asked every two seconds while the page is shown, and the living runs
/// from the feed. Out: calls of the engine, and secrets that somebody typed, which are forgotten as
/// soon as the dialog closes. Nothing is kept here; a crash loses nothing.
package io.sendense.ui.nodes;
