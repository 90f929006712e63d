package io.sendense.engine.transfer;

/// Where the time of a move has gone, in nanoseconds of all pieces together: of those that were
/// moved at once, each counts. Immutable.
///
/// @param source until the source began to answer, or all of reading where it cannot tell
/// @param network until the rest of what it answered had arrived
/// @param target until the target had acknowledged writes, zeroes and the flush
/// @param limit for leave to read
/// @param rest no such wait: looking at the bytes, sums, waiting for a buffer
public record MoveWaits(long source, long network, long target, long limit, long rest) {}
