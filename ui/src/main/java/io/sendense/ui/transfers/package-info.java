/// VMs that are being backed up and their disks, as lines of a table that open: shared by the page
/// of a run, which has one VM, and the page of a job's run, which has many.
///
/// In: run views of the engine. Out: a table to place on a page. Bytes, bytes per second. FX thread
/// only; nothing outlives the process.
package io.sendense.ui.transfers;
