package io.sendense.engine.repository.sums;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sums that came in any order, held until they can be read in ascending order. Not thread-safe.
///
/// A page of 4,096 clusters' sums is kept at its own place. The pages used last stay in memory, at
/// most [#PAGES_IN_MEMORY] of 132 KiB; the others lie in a scratch file, in the order in which they
/// first left memory. Memory is therefore about 2 MiB and one map entry per page, whatever the disk
/// (a page covers 256 MiB of disk). A mover that works through a disk from its start to its end
/// writes each page once.
final class SumsScratch implements AutoCloseable {
    static final int PAGES_IN_MEMORY = 16;

    private final Path file;
    private final LinkedHashMap<Long, SumsPage> recent = new LinkedHashMap<>(32, 0.75f, true);
    private final TreeMap<Long, Integer> places = new TreeMap<>();
    private @Nullable PositionedFile scratch;
    private int placesInFile;
    private long count;

    /// Nothing is made on disk before memory is full.
    SumsScratch(Path file) {
        this.file = file;
    }

    /// Number of clusters with a sum.
    long count() {
        return count;
    }

    /// Stores a sum; a later one of the same cluster replaces it.
    void put(ClusterSum sum) throws IOException {
        if (page(sum.index() / SumsPage.SLOTS).put(sum)) {
            count++;
        }
    }

    /// Numbers of the pages that hold something, ascending.
    NavigableSet<Long> pages() {
        return places.navigableKeySet();
    }

    /// The page with this number, from memory or the scratch file.
    SumsPage page(long number) throws IOException {
        SumsPage page = recent.get(number);
        if (page != null) {
            return page;
        }
        if (recent.size() >= PAGES_IN_MEMORY) {
            evict();
        }
        page = new SumsPage(number * SumsPage.SLOTS);
        int place = places.getOrDefault(number, -1);
        if (place >= 0) {
            scratch().read((long) place * SumsPage.BYTES, page.content());
        }
        places.putIfAbsent(number, -1);
        recent.put(number, page);
        return page;
    }

    private void evict() throws IOException {
        var eldest = recent.firstEntry();
        if (eldest.getValue().changed()) {
            int place = places.getOrDefault(eldest.getKey(), -1);
            if (place < 0) {
                place = placesInFile++;
                places.put(eldest.getKey(), place);
            }
            scratch().write((long) place * SumsPage.BYTES, eldest.getValue().content());
        }
        recent.remove(eldest.getKey());
    }

    private PositionedFile scratch() throws IOException {
        if (scratch == null) {
            scratch = PositionedFile.create(file);
        }
        return scratch;
    }

    /// Deletes the scratch file. Repeatable.
    @Override
    public void close() throws IOException {
        recent.clear();
        if (scratch != null) {
            scratch.close();
            Files.deleteIfExists(file);
        }
    }
}
