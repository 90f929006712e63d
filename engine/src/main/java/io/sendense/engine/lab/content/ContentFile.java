package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.Extent;
import java.util.List;
import java.util.Locale;

/// A file in a file system of a lab disk, and where on the disk its bytes lie. Immutable.
///
/// Only files that a [Generator] filled are told of; their size is whole units. What a file holds
/// from the start is its units `firstNumber ..` in order, whatever its fragments.
///
/// @param partition name of the partition its file system is in
/// @param path from the root of that file system, with `/` between, none at the start
/// @param firstNumber number of the first of its generated units
/// @param fragments ranges of the **disk** in the order of the file; together the whole of it
public record ContentFile(
        String partition, String path, long firstNumber, List<GeneratedRange> fragments) {
    /// Files below a folder of this name, in either case, are written to by guests; all others stay
    /// as they are.
    public static final String LIVE_FOLDER = "live";

    public ContentFile {
        fragments = List.copyOf(fragments);
    }

    public long sizeBytes() {
        return fragments.stream().map(GeneratedRange::extent).mapToLong(Extent::length).sum();
    }

    /// Whether guests change its content.
    public boolean live() {
        return ("/" + path).toLowerCase(Locale.ROOT).contains("/" + LIVE_FOLDER + "/");
    }
}
