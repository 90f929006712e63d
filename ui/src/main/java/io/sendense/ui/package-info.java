/// The console: [Console] opens the window, [Wiring] puts its parts together.
///
/// The features (`inventory`, `backup`, `run`, `history`, `vcenter`, `error`) know only `frame`,
/// `shared` and `bridge`; what leads from one to the other is connected here. Everything but
/// [Console] itself belongs to the FX thread. Nothing here outlives the process but window size and
/// theme.
package io.sendense.ui;
