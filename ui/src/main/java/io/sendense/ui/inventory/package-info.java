/// The inventory: a tree of every vCenter's objects with search, and the facts of what is selected.
///
/// In: inventories from `bridge`, one VM's details from the engine, sizes in bytes. Out: the VMs
/// that are dragged or added to the backup. FX thread only; nothing outlives the process.
package io.sendense.ui.inventory;
