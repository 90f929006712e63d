package io.sendense.engine.disk.qcow2;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A header and its extensions as they are, but for the one that states the backing file's format.
/// Confined to one thread.
final class BackingExtensions {
    private final ByteBuffer old;
    private final Optional<String> format;

    /// @param old the first cluster of a file whose header was read without complaint
    BackingExtensions(ByteBuffer old, Optional<String> format) {
        this.old = old;
        this.format = format;
    }

    /// Header and extensions with their end mark. The format's stands where it stood, or first.
    ///
    /// @throws IOException they do not fit into the cluster
    ByteBuffer encode(String fileName) throws IOException {
        ByteBuffer next = ByteBuffer.allocate(old.capacity());
        try {
            encode(next);
        } catch (BufferOverflowException | IllegalArgumentException e) {
            throw new IOException(
                    "the header extensions of '" + fileName + "' fill its first cluster", e);
        }
        return next.flip();
    }

    private void encode(ByteBuffer next) {
        int position =
                old.getInt(HeaderField.VERSION) == 2
                        ? HeaderField.VERSION_2_BYTES
                        : old.getInt(HeaderField.HEADER_BYTES);
        next.put(old.slice(0, position));
        boolean stated = find(position);
        if (!stated) {
            putFormat(next);
        }
        for (int at = position; more(at); at = behind(at)) {
            if (old.getInt(at) == HeaderField.EXTENSION_BACKING_FORMAT) {
                putFormat(next);
            } else {
                next.put(old.slice(at, behind(at) - at));
            }
        }
        next.putInt(HeaderField.EXTENSION_END).putInt(0);
    }

    private boolean find(int first) {
        for (int at = first; more(at); at = behind(at)) {
            if (old.getInt(at) == HeaderField.EXTENSION_BACKING_FORMAT) {
                return true;
            }
        }
        return false;
    }

    private boolean more(int at) {
        return at + 8 <= old.getLong(HeaderField.BACKING_OFFSET)
                && old.getInt(at) != HeaderField.EXTENSION_END;
    }

    private int behind(int at) {
        return at + 8 + ((old.getInt(at + 4) + 7) & ~7);
    }

    private void putFormat(ByteBuffer next) {
        if (format.isPresent()) {
            byte[] text = format.get().getBytes(StandardCharsets.UTF_8);
            next.putInt(HeaderField.EXTENSION_BACKING_FORMAT).putInt(text.length).put(text);
            next.put(new byte[-text.length & 7]);
        }
    }
}
