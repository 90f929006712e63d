/// The seam between a source and the ways a frozen disk's bytes can come: one
/// [io.sendense.engine.source.vsphere.transport.DiskTransport] each.
///
/// In: a disk as a snapshot holds it ([io.sendense.engine.source.vsphere.transport.DiskToOpen]).
/// Out: a read-only `BlockDevice` of the disk's capacity (bytes), or the reason why this way is
/// closed. [io.sendense.engine.source.vsphere.transport.DiskTransports] asks one after the other,
/// for each disk anew.
///
/// `DiskTransportContract` says what every transport gives; each has a test that extends it.
///
/// Threads: all of it is thread-safe.
package io.sendense.engine.source.vsphere.transport;
