/// Restore points served over NBD, for looking into a disk without restoring it.
///
/// In: a [io.sendense.engine.repository.point.RestorePoint] and a [ServeRequest]. Out: a
/// [ServedPoint] with an NBD address for each disk, for as long as nobody stops it. Each served
/// point has a listener of its own, on this machine's loopback interface or a Unix socket unless
/// other machines were asked for.
///
/// What is read is compared with the sums of the backup first: a damaged cluster is an input/output
/// error for the client and a problem in the list, never wrong bytes. Nothing can be written. The
/// files stay open, so that a point that is removed meanwhile is still readable; a crash leaves at
/// most the file of a Unix socket, which the next server on that path replaces.
package io.sendense.engine.serve;
