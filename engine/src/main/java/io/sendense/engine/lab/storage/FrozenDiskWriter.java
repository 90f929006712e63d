package io.sendense.engine.lab.storage;

import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Keeps frozen disks as raw files, for judging what was read of them. Stateless.
public final class FrozenDiskWriter {
    private static final int CHUNK_BYTES = 1 << 20;

    private FrozenDiskWriter() {}

    /// Writes the whole of `disk` as a sparse raw file of its capacity: only allocated ranges are
    /// read and written, the rest are holes. The file appears under its name when it is complete; a
    /// former one is replaced. Missing folders are made.
    ///
    /// @return bytes written, holes not counted
    /// @throws IllegalStateException the snapshot was removed meanwhile
    public static long write(FrozenDisk disk, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(unfinished);
        try {
            long written = writeAll(disk, unfinished);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static long writeAll(FrozenDisk disk, Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (Extent extent : disk.allocated()) {
                for (long at = extent.offset(); at < extent.end(); at += CHUNK_BYTES) {
                    chunk.clear().limit((int) Math.min(CHUNK_BYTES, extent.end() - at));
                    disk.read(at, chunk);
                    writeFully(chunk.flip(), at, channel);
                }
            }
            if (channel.size() < disk.capacityBytes()) {
                writeFully(ByteBuffer.allocate(1), disk.capacityBytes() - 1, channel);
            }
            return disk.allocated().bytes();
        }
    }

    private static void writeFully(ByteBuffer bytes, long offset, FileChannel channel)
            throws IOException {
        long position = offset;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }
}
