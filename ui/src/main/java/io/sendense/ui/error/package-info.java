/// The dialog for what went wrong: what happened, why, what to do, the stable code, details to
/// copy.
///
/// In: a problem from the engine. Out: nothing. FX thread only.
package io.sendense.ui.error;
