package io.sendense.engine.lab.storage;

/// A block of 64 KiB that differs between two states of a disk. Immutable.
///
/// @param number its first byte is at `number` times the size of a block
/// @param zero whether it holds zeroes, with nothing stored
/// @param age the smaller, the earlier its place was taken; the same for all that store nothing
public record ChangedBlock(long number, boolean zero, long age) {}
