package io.sendense.engine.disk.vmdk;

/// One line of a descriptor's extent list, as it stands there: nothing is resolved or trusted yet.
/// Immutable.
///
/// @param number of the line in the descriptor, from 1
/// @param access `RW`, `RDONLY` or `NOACCESS`
/// @param bytes length of the extent on the disk
/// @param type `FLAT`, `SPARSE`, `ZERO`, `VMFS`...
/// @param file name of the file; empty for `ZERO`
/// @param offset where a flat extent begins in its file, in bytes
record ExtentLine(int number, String access, long bytes, String type, String file, long offset) {}
