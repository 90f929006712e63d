package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.FileCache;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Unpacks grains (RFC 1950, behind a marker). Thread-safe.
final class CompressedGrains {
    private static final int FIRST_READ_BYTES = 16 << 10;

    private final PositionedFile file;
    private final long fileBytes;
    private final int grainBytes;
    private final FileCache<byte[]> kept;

    CompressedGrains(PositionedFile file, long fileBytes, int grainBytes, FileCache<byte[]> kept) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.grainBytes = grainBytes;
        this.kept = kept;
    }

    /// The content of a grain, at least `needed` bytes of it. Not to be changed.
    ///
    /// @param position of its marker, within the file
    /// @param sector its first sector in the extent, which the marker must agree with
    byte[] read(long position, long sector, int needed) throws IOException {
        Optional<byte[]> known = kept.get(file, sector);
        if (known.isPresent()) {
            return known.get();
        }
        ByteBuffer packed = packed(position, sector);
        byte[] content = new byte[grainBytes];
        int filled;
        try {
            filled = inflate(packed, content);
        } catch (DataFormatException e) {
            throw broken(position, "does not unpack: " + e.getMessage(), e);
        }
        if (filled < needed) {
            throw broken(position, "ends after " + filled + " of " + needed + " bytes", null);
        }
        kept.put(file, sector, content);
        return content;
    }

    private ByteBuffer packed(long position, long sector) throws IOException {
        long there = fileBytes - position;
        if (there <= Marker.HEAD_BYTES) {
            throw broken(position, "is cut off by the end of the file at " + fileBytes, null);
        }
        int first = (int) Math.min(there, Math.min(FIRST_READ_BYTES, grainBytes));
        ByteBuffer start = ByteBuffer.allocate(first).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, start);
        long marked = start.getLong(0);
        if (marked != sector) {
            throw broken(position, "is marked as sector " + marked + ", not " + sector, null);
        }
        long length = Integer.toUnsignedLong(start.getInt(8));
        // What does not compress grows by a few bytes; nobody's packer doubles it.
        if (length == 0 || length > 2L * grainBytes || length > there - Marker.HEAD_BYTES) {
            throw broken(
                    position,
                    "has "
                            + length
                            + " packed bytes, expected 1 to "
                            + Math.min(2L * grainBytes, there - Marker.HEAD_BYTES),
                    null);
        }
        int end = Marker.HEAD_BYTES + (int) length;
        if (end <= first) {
            return start.position(Marker.HEAD_BYTES).limit(end);
        }
        ByteBuffer whole = ByteBuffer.allocate(end).put(start.flip());
        file.read(position + first, whole);
        return whole.position(Marker.HEAD_BYTES);
    }

    private static int inflate(ByteBuffer packed, byte[] content) throws DataFormatException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed);
            int filled = 0;
            while (filled < content.length) {
                int count = inflater.inflate(content, filled, content.length - filled);
                if (count == 0) {
                    break;
                }
                filled += count;
            }
            return filled;
        }
    }

    private VmdkFormatException broken(long position, String problem, @Nullable Throwable cause) {
        String text = "packed grain at byte " + position + " " + problem;
        return cause == null
                ? new VmdkFormatException(file.name(), text)
                : new VmdkFormatException(file.name(), text, cause);
    }
}
