/// The backup area: VMs are dragged or added here and their runs started.
///
/// In: VMs as references, options. Out: runs in the engine. FX thread only; the list of VMs is gone
/// with the window.
package io.sendense.ui.backup;
