/// Has a node read the disks of a run, and takes what it sends.
///
/// In: a run's frozen disks and the exports of their layers. Out: layers that are written through
/// the node's tunnel, sums, progress. For each disk of a run:
///
/// ```text
/// lease a port of the node ─► forward it to the layer's export ─► one job at the node
///        ▲                                                            │ progress (events, and asked
///        └──────────── all of it ends with the disk ◄─────────────────┘ for every 5 s), sums
/// ```
///
/// A disk whose node is lost fails within the stated times ([NodeTimes]); snapshot, draft and
/// publishing are the run's, so that nothing at the node has to be cleared up from here: it stops
/// by itself when nobody asks any more. A crash leaves leases in the catalog, which the next start
/// sweeps, and nothing at the node, whose forwards end with the connection.
@org.jspecify.annotations.NullMarked
package io.sendense.engine.node.client;
