package io.sendense.engine.disk.image;

/// What a copy did with the bytes of the disk. The three sum to the target's size. Immutable.
///
/// @param writtenBytes sent as data
/// @param zeroedBytes made zero without sending them
/// @param skippedBytes zero on both sides already
public record CopyResult(long writtenBytes, long zeroedBytes, long skippedBytes) {}
