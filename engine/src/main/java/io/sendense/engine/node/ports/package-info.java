/// The 101 ports of each node's loopback through which nodes push disks here.
///
/// In: which disk of which run wants a port, and a [PortBinder] that tries to have one bound there.
/// Out: a [PortLease], recorded in the catalog before the port is asked for and given back by
/// closing; or the news that the disk waits. Ports are 10100 to 10200 as the field's scripts and
/// firewalls know them.
///
/// Threads: all is thread-safe; waiting is interruptible and in the order of coming. A crash leaves
/// rows, which the next start of the same engine sweeps; what the crash left bound on the node
/// shows as a port that cannot be bound, and is passed over.
package io.sendense.engine.node.ports;
