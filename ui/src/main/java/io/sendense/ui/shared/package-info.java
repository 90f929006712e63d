/// What every feature of the console needs: the way to the engine and back ([FxTasks], the only
/// place with threads and `Platform.runLater`), words and numbers ([Texts]), states ([Badge]),
/// icons, and how VMs are dragged.
///
/// In: engine values in bytes, instants and durations. Out: text. Everything is immutable or says
/// which thread it belongs to. Nothing outlives the process.
package io.sendense.ui.shared;
