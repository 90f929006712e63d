package io.sendense.engine.disk.vhdx;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry of the log (MS-VHDX 2.3.1), checked: signature, checksum, GUID, and every descriptor
/// and data sector. Confined to one thread.
final class LogEntry {
    private static final int SECTOR_BYTES = ReplayedFile.SECTOR_BYTES;
    private static final int HEAD_BYTES = 64;
    private static final int DESCRIPTOR_BYTES = 32;
    private static final int LEADING_BYTES = 8;
    private static final int TRAILING_BYTES = 4;
    private static final int PLACES_END = Long.SIZE - 2;

    private final Structure bytes;
    private final int descriptors;
    private final int length;

    private LogEntry(Structure bytes, int descriptors, int length) {
        this.bytes = bytes;
        this.descriptors = descriptors;
        this.length = length;
    }

    /// Length an entry states in its first sector; 0 where none begins there.
    static int statedLength(ByteBuffer sector, long logBytes) {
        Structure head = new Structure(sector);
        long length = head.uint(8);
        boolean possible =
                head.begins("loge")
                        && length >= SECTOR_BYTES
                        && length % SECTOR_BYTES == 0
                        && length <= logBytes;
        return possible ? (int) length : 0;
    }

    /// The entry, or null where it is none of this log.
    static @Nullable LogEntry of(ByteBuffer whole, UUID log) {
        Structure bytes = new Structure(whole);
        long descriptors = bytes.uint(24);
        boolean ours =
                descriptors <= (whole.capacity() - HEAD_BYTES) / DESCRIPTOR_BYTES
                        && bytes.guid(32).equals(log)
                        && bytes.sound();
        if (!ours) {
            return null;
        }
        LogEntry entry = new LogEntry(bytes, (int) descriptors, whole.capacity());
        return entry.sectorsAreSound() ? entry : null;
    }

    private boolean sectorsAreSound() {
        int data = firstData();
        for (int i = 0; i < descriptors; i++) {
            int at = HEAD_BYTES + i * DESCRIPTOR_BYTES;
            long place = bytes.number(at + 16);
            boolean sound =
                    bytes.number(at + 24) == sequence()
                            && place >= 0
                            && place < 1L << PLACES_END
                            && place % SECTOR_BYTES == 0
                            && (isZero(at) ? zeroIsSound(at) : dataIsSound(at, data));
            if (!sound) {
                return false;
            }
            if (!isZero(at)) {
                data += SECTOR_BYTES;
            }
        }
        return data <= length;
    }

    private int firstData() {
        int end = HEAD_BYTES + descriptors * DESCRIPTOR_BYTES;
        return (end + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    private boolean isZero(int descriptor) {
        return bytes.begins(descriptor, "zero");
    }

    private boolean zeroIsSound(int descriptor) {
        long zeroes = bytes.number(descriptor + 8);
        return zeroes >= 0 && zeroes < 1L << PLACES_END && zeroes % SECTOR_BYTES == 0;
    }

    private boolean dataIsSound(int descriptor, int data) {
        return bytes.begins(descriptor, "desc")
                && data + SECTOR_BYTES <= length
                && bytes.begins(data, "data")
                && bytes.uint(data + 4) == sequence() >>> Integer.SIZE
                && bytes.uint(data + SECTOR_BYTES - TRAILING_BYTES) == (sequence() & 0xffff_ffffL);
    }

    int length() {
        return length;
    }

    long sequence() {
        return bytes.number(16);
    }

    /// Offset in the log of the oldest entry that must be replayed with this one.
    long tail() {
        return bytes.uint(12);
    }

    /// Length the file had at least when the entry was written.
    long flushedFileOffset() {
        return bytes.number(48);
    }

    /// Length the file shall have at least.
    long lastFileOffset() {
        return bytes.number(56);
    }

    /// Lays what the entry holds over the file.
    void replay(ReplayedFile file) {
        int data = firstData();
        for (int i = 0; i < descriptors; i++) {
            int at = HEAD_BYTES + i * DESCRIPTOR_BYTES;
            long place = bytes.number(at + 16);
            if (isZero(at)) {
                long zeroes = bytes.number(at + 8);
                if (zeroes > 0) {
                    file.zero(place, place + zeroes);
                }
            } else {
                byte[] sector = new byte[SECTOR_BYTES];
                bytes.slice(at + 8, LEADING_BYTES).get(sector, 0, LEADING_BYTES);
                int middle = SECTOR_BYTES - LEADING_BYTES - TRAILING_BYTES;
                bytes.slice(data + 8, middle).get(sector, LEADING_BYTES, middle);
                bytes.slice(at + 4, TRAILING_BYTES)
                        .get(sector, LEADING_BYTES + middle, TRAILING_BYTES);
                file.write(place, sector);
                data += SECTOR_BYTES;
            }
        }
        file.replayed(lastFileOffset());
    }
}
