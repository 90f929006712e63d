/// The `folder` transport: a frozen disk's bytes over HTTPS datastore access, by ranges.
///
/// In: a disk whose data lies in a flat file or in redo logs over one, the path of its datacenter,
/// a session. Out: a read-only [io.sendense.engine.disk.block.BlockDevice] of the disk's capacity
/// (bytes). Encrypted disks, raw devices and object storage are refused, each with its reason.
///
/// Reads go over plain TLS sockets and straight into the caller's buffer: measured, the platform's
/// HTTP client takes two to three times the processor time per byte. Requests of 1 MiB, several at
/// once, on a bounded pool of connections. A read that fails in the middle goes on where it was,
/// over a new connection and if need be with a new session, for a stated time.
///
/// The server is the one that is logged in at, with its session
/// ([io.sendense.engine.source.vsphere.folder.FolderTransport]), or the VM's host with a ticket for
/// each request ([io.sendense.engine.source.vsphere.folder.HostFolderTransport]).
///
/// Any thread may read; the work runs on virtual threads. Nothing outlives the process.
package io.sendense.engine.source.vsphere.folder;
