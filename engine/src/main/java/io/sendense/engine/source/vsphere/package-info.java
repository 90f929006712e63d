/// The adapter to vCenter and ESXi: [VsphereSource] implements the port
/// [io.sendense.engine.source.inventory.VmSource].
///
/// In: a server's address, user and password, and how its certificate is judged
/// ([VsphereEndpoint]). Out: inventory records, snapshots, changed areas, and disks as block
/// devices. Bytes everywhere; names decoded for people; no type of yavijava leaves this package and
/// those below it.
///
/// One session per source, kept alive by a thread of its own, renewed when the server forgot it.
/// Calls that change nothing are repeated for a stated time; a snapshot is never asked for twice
/// without looking whether the first was taken. All methods may be called by any thread and wait
/// interruptibly.
///
/// Tags are read beside the inventory over another interface, `tagging`, with a session of its own.
///
/// A crash leaves a session that the server ends by itself, and whatever snapshots the caller
/// holds.
package io.sendense.engine.source.vsphere;
