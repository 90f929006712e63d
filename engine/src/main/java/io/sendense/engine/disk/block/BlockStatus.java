package io.sendense.engine.disk.block;

/// An extent of a device, and what stands behind it. Immutable.
public record BlockStatus(Extent extent, Allocation allocation) {}
