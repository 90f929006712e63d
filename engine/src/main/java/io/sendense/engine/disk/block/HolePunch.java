package io.sendense.engine.disk.block;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Gives parts of a file back to its file system: the file keeps its length, and the parts read as
/// zeroes. Best effort: where it cannot be done the bytes stay, and nobody is told. Thread-safe.
///
/// Holds nothing open in between. After the first refusal it asks no more.
public final class HolePunch {
    /// What file systems store in units of; less cannot be given back.
    private static final long BLOCK_BYTES = 4096;

    private final PositionedFile file;
    private volatile boolean refused;

    public HolePunch(PositionedFile file) {
        this.file = file;
    }

    /// Turns ranges that nobody reads or writes into holes, as far as they are whole blocks.
    public void punch(List<Extent> ranges) {
        List<Extent> blocks = ranges.stream().flatMap(range -> blocks(range).stream()).toList();
        if (blocks.isEmpty() || refused) {
            return;
        }
        try {
            refused = !punchAll(blocks);
        } catch (IOException _) {
            refused = true;
        }
    }

    private static Optional<Extent> blocks(Extent range) {
        long from = Math.ceilDiv(range.offset(), BLOCK_BYTES) * BLOCK_BYTES;
        long to = range.end() / BLOCK_BYTES * BLOCK_BYTES;
        return from < to ? Optional.of(Extent.between(from, to)) : Optional.empty();
    }

    private boolean punchAll(List<Extent> ranges) throws IOException {
        if (file.channel() instanceof HoleChannel own) {
            return punchAll(ranges, own);
        }
        Optional<LinuxHoles> opened = LinuxHoles.of(file.path(), true);
        if (opened.isEmpty()) {
            return false;
        }
        try (LinuxHoles holes = opened.get()) {
            // The path may lead to another file by now.
            return holes.areOf(file.fileKey()) && punchAll(ranges, holes::punch);
        }
    }

    private static boolean punchAll(List<Extent> ranges, HoleChannel holes) throws IOException {
        for (Extent range : ranges) {
            if (!holes.punch(range.offset(), range.length())) {
                return false;
            }
        }
        return true;
    }
}
