package io.sendense.engine.repository.sums;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/// Takes the sums of one layer in any order and writes its `.sums` file in ascending order.
///
/// Thread-safe; contents are hashed in the caller's thread, outside of the lock. Needs about 2 MiB
/// whatever the size of the disk: see [SumsScratch]. A second sum of the same cluster replaces the
/// first, so a repeated write needs no care.
public final class SumsWriter implements AutoCloseable {
    private static final int OUTPUT_RECORDS = 4096;

    private final Path file;
    private final SumsHeader disk;
    private final ClusterDigests digests;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final SumsScratch scratch;

    @GuardedBy("lock")
    private boolean finished;

    @GuardedBy("lock")
    private boolean closed;

    /// The file was made by this writer and lacks something yet.
    @GuardedBy("lock")
    private boolean unfinished;

    /// A writer that makes `file` when it is finished; until then there is at most `<file>.scratch`
    /// beside it.
    ///
    /// @param clusterBytes a power of two
    public SumsWriter(Path file, int clusterBytes, long capacityBytes) {
        this.file = file;
        this.disk = new SumsHeader(clusterBytes, capacityBytes, 0);
        this.digests = new ClusterDigests(clusterBytes, capacityBytes);
        this.scratch = new SumsScratch(file.resolveSibling(file.getFileName() + ".scratch"));
    }

    /// What a finished file is.
    ///
    /// @param records number of clusters with a sum
    /// @param bytes size of the file
    /// @param digest SHA-256 of the file
    public record Finished(long records, long bytes, Sha256 digest) {}

    /// Takes what the layer now holds from cluster `firstIndex` on: `content` is one cluster or
    /// several, whole ones except at the end of the disk. Its position is not moved.
    public void data(long firstIndex, ByteBuffer content) throws IOException {
        ByteBuffer rest = content.duplicate();
        long index = firstIndex;
        do {
            checkRange(index, 1);
            int length = Math.min(disk.bytesOf(index), rest.remaining());
            ByteBuffer cluster = rest.duplicate().limit(rest.position() + length);
            put(new ClusterSum(index, SumKind.DATA, digests.of(index, cluster)));
            rest.position(rest.position() + length);
            index++;
        } while (rest.hasRemaining());
    }

    /// Says that the layer now defines cluster `index` as zero.
    public void zero(long index) throws IOException {
        zero(index, 1);
    }

    /// Says that the layer now defines `count` clusters from `firstIndex` on as zero.
    public void zero(long firstIndex, long count) throws IOException {
        checkRange(firstIndex, count);
        for (long index = firstIndex; index < firstIndex + count; index++) {
            put(new ClusterSum(index, SumKind.ZERO, digests.ofZeroes()));
        }
    }

    /// Takes a sum that was computed elsewhere, for instance on a node.
    public void put(ClusterSum sum) throws IOException {
        checkRange(sum.index(), 1);
        synchronized (lock) {
            if (finished || closed) {
                throw new IOException("the sums in " + file + " are closed already");
            }
            scratch.put(sum);
        }
    }

    /// Writes the file, flushes it to stable storage, and takes no more sums.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is a file already, and it stays
    public Finished finish() throws IOException {
        synchronized (lock) {
            if (finished || closed) {
                throw new IOException("the sums in " + file + " are closed already");
            }
            finished = true;
            SumsHeader header =
                    new SumsHeader(disk.clusterBytes(), disk.capacityBytes(), scratch.count());
            MessageDigest digest = Sha256.newDigest();
            try (PositionedFile out = PositionedFile.create(file)) {
                unfinished = true;
                writeFile(header, out, digest);
                out.force();
            }
            unfinished = false;
            scratch.close();
            return new Finished(header.records(), header.fileBytes(), Sha256.of(digest));
        }
    }

    @GuardedBy("lock")
    private void writeFile(SumsHeader header, PositionedFile out, MessageDigest digest)
            throws IOException {
        long position = append(out, digest, 0, header.encoded());
        ByteBuffer buffer = ByteBuffer.allocate(OUTPUT_RECORDS * SumsHeader.RECORD_BYTES);
        for (long number : scratch.pages().stream().mapToLong(Long::longValue).toArray()) {
            SumsPage page = scratch.page(number);
            for (int slot = 0; slot < SumsPage.SLOTS; slot++) {
                ClusterSum sum = page.get(slot);
                if (sum == null) {
                    continue;
                }
                if (!buffer.hasRemaining()) {
                    position = append(out, digest, position, buffer.flip());
                    buffer.clear();
                }
                buffer.putLong((long) sum.kind().code() << 56 | sum.index());
                sum.sum().putInto(buffer);
            }
        }
        append(out, digest, position, buffer.flip());
    }

    /// Writes at `position`; returns the position after it.
    @CanIgnoreReturnValue
    private static long append(
            PositionedFile out, MessageDigest digest, long position, ByteBuffer content)
            throws IOException {
        int length = content.remaining();
        digest.update(content.duplicate());
        out.write(position, content);
        return position + length;
    }

    private void checkRange(long firstIndex, long count) {
        if (firstIndex < 0 || count < 0 || firstIndex > disk.clusters() - count) {
            throw new IllegalArgumentException(
                    "clusters "
                            + firstIndex
                            + "+"
                            + count
                            + " of a disk with "
                            + disk.clusters()
                            + " clusters");
        }
    }

    /// Gives up what was not finished: nothing that was written here remains. Repeatable.
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            scratch.close();
            if (unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }
}
