package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Extent;
import java.util.OptionalLong;

/// A range of a disk, and what one disk's files say of it. Immutable.
///
/// @param fileOffset where its first byte lies in the extent's file; only where bytes are stored
///   one to one
public record VmdkRun(Extent extent, VmdkAllocation allocation, OptionalLong fileOffset) {}
