package io.sendense.engine.disk.image;

import java.util.Optional;
import java.util.OptionalLong;

/// A range of a disk and where it comes from: an entry of `qemu-img map --output=json`. Immutable.
///
/// @param start first byte of the range on the disk
/// @param length its bytes
/// @param depth which file of the chain answers, 0 is the top
/// @param present whether any file of the chain says something of the range
/// @param zero whether it reads as zeroes
/// @param data whether it is stored
/// @param offset its place in that file, where it has one
public record MapEntry(
        long start,
        long length,
        int depth,
        boolean present,
        boolean zero,
        boolean data,
        OptionalLong offset) {

    /// This entry and `next` as one, or nothing if they differ in more than their place.
    Optional<MapEntry> joined(MapEntry next) {
        boolean alike =
                depth == next.depth
                        && present == next.present
                        && zero == next.zero
                        && data == next.data
                        && offset.isPresent() == next.offset.isPresent()
                        && (offset.isEmpty()
                                || offset.getAsLong() + length == next.offset.getAsLong());
        return alike
                ? Optional.of(
                        new MapEntry(
                                start, length + next.length, depth, present, zero, data, offset))
                : Optional.empty();
    }
}
