/// `qemu-nbd` as a supervised child process that serves one QCOW2 file for writing.
///
/// In: a file that exists, its size in bytes, a private folder for the socket. Out: a `BlockDevice`
/// that is proven ready by a full NBD handshake, and how the process ended. All failures are
/// [QemuNbdException], with a reason, how it ended, and what it printed.
///
/// Threads: one virtual thread reads what a child prints; its end is told by the JDK's own reaper,
/// so that no zombie can be left. A crash of this process leaves the child, which is why every
/// child is told to [ChildRecords] before and after its start; [OrphanChild] ends what is recorded
/// and nothing else.
package io.sendense.engine.wire.qemu;
