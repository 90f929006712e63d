/// How much may be asked of what many moves share: bytes per second, and reads under way at one
/// place.
///
/// In: limits, which may be changed at any time, and the bytes that a move is about to read. Out:
/// the leave to do so, when its turn has come ([io.sendense.engine.transfer.limit.Pace],
/// [io.sendense.engine.transfer.limit.PlaceLimiter]). Both know nothing of disks.
///
/// Threads: all of it is thread-safe; those who wait heed interrupts. A crash leaves nothing.
package io.sendense.engine.transfer.limit;
