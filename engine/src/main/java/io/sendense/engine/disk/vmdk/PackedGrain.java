package io.sendense.engine.disk.vmdk;

import java.nio.ByteBuffer;

/// A grain as it goes into a stream-optimized file: marker, packed bytes, padding.
///
/// @param number of the grain
/// @param sectors its bytes, a whole number of sectors
record PackedGrain(long number, ByteBuffer sectors) {}
