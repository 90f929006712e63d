/// The NBD protocol, server and client: bytes of a disk in flight.
///
/// In and out: a `BlockDevice` on either side, byte offsets and lengths, addresses as `NbdUri`.
/// Sources of the protocol: `doc/proto.md` and `doc/uri.md` of the NBD project; section names in
/// the comments are theirs. All numbers on the wire are big-endian. What of it is supported,
/// refused and ignored is in `engine/doc/nbd.md`, each with its test.
///
/// Threads: on both sides a thread per connection reads and another one writes; the server calls
/// each exported device from a small platform pool of the export's own.
///
/// TLS lies between the socket and the protocol: a `Link` over a `Link`.
///
/// A crash leaves behind what the exported device had accepted, and the file of a Unix socket,
/// which the next server on that path replaces.
package io.sendense.engine.wire.nbd;
