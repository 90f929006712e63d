/// Redo logs as an ESXi host writes them, for the lab's datastores.
///
/// In: the blocks in which a frozen disk differs from the one below it. Out: a file in one of the
/// two formats, rendered range by range as it is read: nothing is kept but where each block lies.
/// Written from the formats' descriptions alone; the engine's reader of them is never used here, so
/// that the two can disagree.
///
/// - [io.sendense.engine.lab.redo.CowdFile]: `vmfsSparse`, from VMware's "Virtual Disk Format 1.1".
/// - [io.sendense.engine.lab.redo.SeSparseFile]: `seSparse`, as QEMU reads it.
///
/// Blocks lie in the order in which they were first written, as in a log, not in the disk's.
///
/// Units: bytes, where nothing else is said. Threads: everything is immutable; any number may read.
package io.sendense.engine.lab.redo;
