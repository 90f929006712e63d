package io.sendense.engine.repository.sums;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/// Reads a `.sums` file. Thread-safe; each cursor belongs to one thread.
///
/// Nothing is kept in memory but the header; a lookup reads about 20 records of a file for a disk
/// of 100 GiB, a cursor reads blocks of 40 KiB.
public final class SumsReader implements AutoCloseable {
    private final PositionedFile file;
    private final SumsHeader header;

    private SumsReader(PositionedFile file, SumsHeader header) {
        this.file = file;
        this.header = header;
    }

    /// Opens a file whose head and size agree; the records are checked as they are read.
    ///
    /// @throws SumsFormatException it is no `.sums` file of a known version, or was cut off
    public static SumsReader open(Path path) throws IOException {
        PositionedFile file = PositionedFile.open(path, false);
        try {
            if (file.length() < SumsHeader.BYTES) {
                throw new SumsFormatException(
                        path + " has " + file.length() + " bytes, its head alone 64");
            }
            ByteBuffer head = ByteBuffer.allocate(SumsHeader.BYTES);
            file.read(0, head);
            SumsHeader header = SumsHeader.decoded(head.flip());
            if (file.length() != header.fileBytes()) {
                throw new SumsFormatException(
                        path
                                + " has "
                                + file.length()
                                + " bytes, "
                                + header.fileBytes()
                                + " expected for "
                                + header.records()
                                + " records");
            }
            return new SumsReader(file, header);
        } catch (IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    public Path file() {
        return file.path();
    }

    public SumsHeader header() {
        return header;
    }

    /// The sum of a cluster, if this layer defines it.
    public Optional<ClusterSum> find(long index) throws IOException {
        long position = positionOf(index);
        if (position == header.records()) {
            return Optional.empty();
        }
        return Optional.of(record(position)).filter(sum -> sum.index() == index);
    }

    /// All sums in ascending order, from cluster `fromIndex` on.
    public SumsCursor cursor(long fromIndex) throws IOException {
        return new FileCursor(positionOf(fromIndex));
    }

    /// The SHA-256 of the whole file.
    public Sha256 fileDigest() throws IOException {
        MessageDigest digest = Sha256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
        long size = file.length();
        for (long at = 0; at < size; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
            file.read(at, buffer);
            digest.update(buffer.flip());
        }
        return Sha256.of(digest);
    }

    /// Position of the first record at or after a cluster; the number of records if there is none.
    private long positionOf(long index) throws IOException {
        long low = 0;
        long high = header.records();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (record(middle).index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private ClusterSum record(long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SumsHeader.RECORD_BYTES);
        readRecords(buffer, position);
        return decoded(buffer);
    }

    private void readRecords(ByteBuffer buffer, long position) throws IOException {
        file.read(SumsHeader.BYTES + position * SumsHeader.RECORD_BYTES, buffer);
        buffer.flip();
    }

    private ClusterSum decoded(ByteBuffer buffer) throws SumsFormatException {
        long head = buffer.getLong();
        long index = head & SumsHeader.MAX_CLUSTERS;
        if (index >= header.clusters()) {
            throw new SumsFormatException(
                    file() + ": a sum of cluster " + index + " of " + header.clusters());
        }
        return new ClusterSum(index, SumKind.ofCode((int) (head >>> 56)), Sha256.from(buffer));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /// Reads ahead in blocks. Confined to one thread.
    private final class FileCursor implements SumsCursor {
        private final ByteBuffer block =
                ByteBuffer.allocate(1024 * SumsHeader.RECORD_BYTES).limit(0);
        private long position;
        private long last = -1;

        FileCursor(long position) {
            this.position = position;
        }

        @Override
        public Optional<ClusterSum> next() throws IOException {
            if (!block.hasRemaining()) {
                long left = header.records() - position;
                if (left == 0) {
                    return Optional.empty();
                }
                block.clear().limit((int) Math.min(1024, left) * SumsHeader.RECORD_BYTES);
                readRecords(block, position);
                position += block.limit() / SumsHeader.RECORD_BYTES;
            }
            ClusterSum sum = decoded(block);
            if (sum.index() <= last) {
                throw new SumsFormatException(
                        file() + ": cluster " + sum.index() + " comes after cluster " + last);
            }
            last = sum.index();
            return Optional.of(sum);
        }
    }
}
