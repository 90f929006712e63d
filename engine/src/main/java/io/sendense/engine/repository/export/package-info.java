/// Writes one disk of a restore point to a file of its own.
///
/// In: a point, a disk's key, a format. Out: a file that needs nothing else: raw (sparse), QCOW2
/// without a backing file, or a stream-optimized VMDK. It is written under `<name>.<16
/// characters>.part` and renamed when it is complete and on stable storage; an existing file is
/// never touched. One call uses one thread and 1 MiB; for a VMDK a few threads more that pack.
///
/// A failed or interrupted export removes its unfinished file; a crash leaves it.
package io.sendense.engine.repository.export;
