/// What a node does: reads the frozen disks of VMs near their hosts and pushes them to NBD targets.
///
/// ```text
/// StartRequest ──► NodeReader ──► NodeJob ──► DiskMove (one for each disk, all at once)
///                                                 │ source: VmSource, shared by jobs alike
///                                                 │ target: NBD, size checked before the first byte
///                                                 ├──► JobProgress, to whoever asks
///                                                 └──► SumBuffer, to whoever takes it
/// ```
///
/// A node owns no snapshot and no target: the console does. What it holds for a job - threads, a
/// share of a vCenter session, connections - is released in reverse order before the job counts as
/// ended, whatever the end is. Nothing is written to a disk, and the password of a vCenter is wiped
/// when the last job that uses it has ended. A crash leaves nothing behind but a session that the
/// vCenter ends itself.
///
/// Threads: one of the system for each job, the mover's own for each disk, and one that looks for
/// consoles that have gone silent. Everything public is thread-safe.
package io.sendense.engine.node.reader;
