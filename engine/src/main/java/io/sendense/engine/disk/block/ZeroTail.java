package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Looks whether a disk may lose its end. Stateless.
public final class ZeroTail {
    private static final int READ_BYTES = 1 << 20;

    private ZeroTail() {}

    /// Reads what is stored from `from` on.
    ///
    /// @param path the disk's file, for the text
    /// @throws IOException a byte there is not zero, or cannot be read
    public static void check(BlockDevice device, long from, Path path) throws IOException {
        for (BlockStatus status : device.blockStatus(from, device.size() - from)) {
            long position = status.extent().offset();
            long end = status.allocation().readsAsZero() ? position : status.extent().end();
            while (position < end) {
                ByteBuffer content =
                        ByteBuffer.allocate((int) Math.min(READ_BYTES, end - position));
                device.read(position, content);
                if (!Zeroes.only(content.clear())) {
                    throw new IOException(
                            "'%s' holds data behind the new end, within the %d bytes from %d on"
                                    .formatted(path.getFileName(), content.capacity(), position));
                }
                position += content.capacity();
            }
        }
    }
}
