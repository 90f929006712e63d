package io.sendense.engine.disk.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the entries of a log that count, and lays them over the file (MS-VHDX 2.3.2, 2.3.3).
/// Confined to one thread.
///
/// The log is a ring. Entries with adjoining sequence numbers, one behind the other, are a
/// sequence; it is complete where the entry its last one names as the oldest is in it. Of the
/// complete ones the one with the highest numbers counts.
final class VhdxLog {
    private static final int SECTOR_BYTES = ReplayedFile.SECTOR_BYTES;

    /// Hyper-V and QEMU make logs of 1 MiB.
    private static final long MAX_BYTES = 16 << 20;

    /// A sound log is looked at two or three times; a made-up one could want it 4096 times.
    private static final int MAX_LOOKS = 16;

    private final ReplayedFile file;
    private final VhdxHeader header;
    private final int bytes;
    private long looked;

    private VhdxLog(ReplayedFile file, VhdxHeader header) {
        this.file = file;
        this.header = header;
        this.bytes = (int) header.log().length();
    }

    /// Lays a log that is not empty over the file.
    static void replay(ReplayedFile file, VhdxHeader header) throws IOException {
        if (header.logIsEmpty()) {
            return;
        }
        header.log().check(file.name(), file.length());
        if (header.log().length() > MAX_BYTES) {
            throw new UnsupportedVhdxException(
                    file.name(),
                    "a log of " + header.log().length() + " bytes (more than " + MAX_BYTES + ")");
        }
        new VhdxLog(file, header).replay();
    }

    private void replay() throws IOException {
        long fileBytes = file.length();
        List<Placed> active = active();
        LogEntry last = active.getLast().entry();
        if (last.flushedFileOffset() < 0 || last.flushedFileOffset() > fileBytes) {
            throw new VhdxFormatException(
                    file.name(),
                    "the log expects a file of at least "
                            + Long.toUnsignedString(last.flushedFileOffset())
                            + " bytes, it has "
                            + fileBytes
                            + ": it was cut off");
        }
        boolean begun = false;
        for (Placed placed : active) {
            begun |= placed.at() == last.tail();
            if (begun) {
                placed.entry().replay(file);
            }
        }
    }

    private List<Placed> active() throws IOException {
        List<Placed> best = List.of();
        int start = 0;
        while (start < bytes) {
            List<Placed> sequence = sequence(start);
            int next = start + SECTOR_BYTES;
            if (!sequence.isEmpty()) {
                Placed last = sequence.getLast();
                if (complete(sequence) && (best.isEmpty() || isLater(last, best.getLast()))) {
                    best = sequence;
                }
                int end = last.at() + last.entry().length();
                // Over the end of the ring: every start was tried.
                next = last.at() < start || end > bytes ? bytes : end;
            }
            start = next;
        }
        if (best.isEmpty()) {
            throw new VhdxFormatException(
                    file.name(),
                    "its log of "
                            + bytes
                            + " bytes is in use, but has no complete sequence of entries");
        }
        return best;
    }

    private static boolean isLater(Placed one, Placed other) {
        return Long.compareUnsigned(one.entry().sequence(), other.entry().sequence()) > 0;
    }

    private static boolean complete(List<Placed> sequence) {
        long tail = sequence.getLast().entry().tail();
        return sequence.stream().anyMatch(placed -> placed.at() == tail);
    }

    /// The entries from a place on whose numbers adjoin; at most the ring once.
    private List<Placed> sequence(int start) throws IOException {
        List<Placed> sequence = new ArrayList<>();
        int at = start;
        int used = 0;
        LogEntry entry = entry(at);
        while (entry != null && used + entry.length() <= bytes) {
            sequence.add(new Placed(at, entry));
            used += entry.length();
            at = (at + entry.length()) % bytes;
            LogEntry next = used < bytes ? entry(at) : null;
            entry = next != null && next.sequence() == entry.sequence() + 1 ? next : null;
        }
        return sequence;
    }

    private @Nullable LogEntry entry(int at) throws IOException {
        int length = LogEntry.statedLength(ring(at, SECTOR_BYTES), bytes);
        if (length == 0) {
            return null;
        }
        looked += length;
        if (looked > (long) MAX_LOOKS * bytes) {
            throw new VhdxFormatException(
                    file.name(),
                    "the entries of its log of " + bytes + " bytes lie over each other");
        }
        return LogEntry.of(ring(at, length), header.logGuid());
    }

    private ByteBuffer ring(int at, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        int first = Math.min(length, bytes - at);
        file.file().read(header.log().offset() + at, target.limit(first));
        file.file().read(header.log().offset(), target.limit(length));
        return target;
    }

    /// @param at offset in the log
    private record Placed(int at, LogEntry entry) {}
}
