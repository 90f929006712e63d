package io.sendense.engine.lab.content;

import static io.sendense.engine.lab.content.Generator.UNIT_BYTES;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A file-system image that is shipped without its bulk: units of 4 KiB that a [Generator] made are
/// kept as their numbers. Every byte of the file system itself is there as its own tool wrote it.
///
/// The format, compressed with gzip; numbers are big-endian:
///
/// ```
/// u32 magic "SLPI"   u16 version 1   u64 size of the image in bytes
/// then runs in ascending order, and a kind of 0:
/// u8 kind            u64 first unit  u32 count of units, at least 1
///   kind 1, literal    count * 4096 bytes
///   kind 2, generated  u64 number of the first generated unit; the others count up
///   kind 3, filled     u8 the byte that all of them consist of
/// ```
///
/// What no run covers is zero. Immutable.
public final class PackedImage {
    static final int MAGIC = 0x534C5049;
    static final int VERSION = 1;

    private final long sizeBytes;
    private final List<ImageRun> runs;
    private final long[] starts;

    private PackedImage(long sizeBytes, List<ImageRun> runs) {
        this.sizeBytes = sizeBytes;
        this.runs = List.copyOf(runs);
        this.starts = runs.stream().mapToLong(ImageRun::firstUnit).toArray();
    }

    /// Unpacks an image. `packed` is read to its end and stays open.
    ///
    /// @throws IOException it is not such an image, or ends too early
    public static PackedImage read(InputStream packed) throws IOException {
        DataInputStream in = new DataInputStream(new GZIPInputStream(packed, 1 << 16));
        int magic = in.readInt();
        int version = in.readUnsignedShort();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "not a packed image: magic " + Integer.toHexString(magic) + ", " + version);
        }
        long sizeBytes = in.readLong();
        List<ImageRun> runs = new ArrayList<>();
        long end = 0;
        for (int kind = in.readUnsignedByte(); kind != 0; kind = in.readUnsignedByte()) {
            ImageRun run = ImageRun.read(kind, in);
            if (run.firstUnit() < end || run.endUnit() * UNIT_BYTES > sizeBytes) {
                throw new IOException("run of units out of place: " + run.firstUnit());
            }
            end = run.endUnit();
            runs.add(run);
        }
        return new PackedImage(sizeBytes, runs);
    }

    public long sizeBytes() {
        return sizeBytes;
    }

    /// Ranges, in whole units, outside of which every byte is zero.
    public ExtentList allocated() {
        return ExtentList.union(runs.stream().map(ImageRun::extent).toList());
    }

    /// Where the generated units `from .. to` (exclusive) lie, in the order of the image.
    public List<GeneratedRange> generated(long from, long to) {
        List<GeneratedRange> found = new ArrayList<>();
        for (ImageRun run : runs) {
            if (run instanceof ImageRun.Generated(long firstUnit, int count, long number)) {
                long start = Math.max(from, number);
                long end = Math.min(to, number + count);
                if (start < end) {
                    long offset = (firstUnit + start - number) * UNIT_BYTES;
                    long length = (end - start) * UNIT_BYTES;
                    found.add(new GeneratedRange(new Extent(offset, length), start));
                }
            }
        }
        return found;
    }

    /// Fills `target` with the bytes at `offset`, with `generator` for what is generated. Zeroes
    /// follow the image.
    void read(long offset, ByteBuffer target, Generator generator) {
        long position = offset;
        int index = runAtOrAfter(offset / UNIT_BYTES);
        while (target.hasRemaining()) {
            if (index == runs.size()) {
                Zeroes.put(target, target.remaining());
                return;
            }
            ImageRun run = runs.get(index);
            long gap = Math.max(0, run.extent().offset() - position);
            int zeroes = (int) Math.min(gap, target.remaining());
            Zeroes.put(target, zeroes);
            position += zeroes;
            if (!target.hasRemaining()) {
                return;
            }
            long left = run.extent().end() - position;
            int count = (int) Math.min(left, target.remaining());
            run.put(position - run.extent().offset(), count, target, generator);
            position += count;
            index++;
        }
    }

    private int runAtOrAfter(long unit) {
        int found = java.util.Arrays.binarySearch(starts, unit);
        int index = found >= 0 ? found : -found - 2; // the last run that starts before
        return index < 0 || runs.get(index).endUnit() <= unit ? index + 1 : index;
    }
}
