package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.Extent;
import java.util.OptionalLong;

/// A guest range, what one file says of it, and where it is stored there. Immutable.
///
/// @param hostOffset the place in the file of the range's first byte, for what is stored
///   uncompressed or has its space kept
public record LayerStatus(Extent extent, LayerAllocation allocation, OptionalLong hostOffset) {}
