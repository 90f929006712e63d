/// Moves extents of one block device into another, and counts what it did.
///
/// In: a source device, a target device, the planned extents, who takes the sums. Out: every
/// planned byte accounted for once - as written, as zeroed, or not at all because the move failed -
/// then a flush of the target. Bytes and `Duration`s only.
///
/// Memory is bounded by the one [BufferPool] that all moves of an engine share
/// (`BufferPool.ofAnEngine`), whatever the number and the size of the disks.
///
/// A crash leaves what the target had accepted; nothing here is a commit point.
package io.sendense.engine.transfer;
