/// One seam for everything that has bytes: `BlockDevice` and its implementations.
///
/// In and out: `ByteBuffer`s at byte offsets, `Extent`s (half-open byte ranges) and `BlockStatus`
/// (what is allocated). Sectors do not exist here. Decorators wrap a device to change one habit of
/// it (read-only, counting, faulty ...).
///
/// A crash leaves behind what the device below had accepted; only `flush` promises that accepted
/// bytes survive.
package io.sendense.engine.disk.block;
