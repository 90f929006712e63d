package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.machine.DatastoreFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Sends a file or a part of it, in pieces.
final class FileReply {
    /// Large enough that TLS and not the copying sets the pace.
    private static final int PIECE_BYTES = 1 << 20;

    private FileReply() {}

    /// @param cutAfterBytes after how many bytes of the body the connection is cut
    static void send(
            Exchange exchange,
            DatastoreFile file,
            Map<String, String> moreHeaders,
            long cutAfterBytes)
            throws IOException {
        long size = file.size();
        Map<String, String> headers = new TreeMap<>(moreHeaders);
        headers.put("Accept-Ranges", "bytes");
        Optional<ByteRange> part;
        try {
            Optional<String> asked = exchange.header("range");
            part = asked.isEmpty() ? Optional.empty() : ByteRange.of(asked.get(), size);
        } catch (ByteRange.UnsatisfiableException _) {
            headers.put("Content-Range", "bytes */" + size);
            exchange.respond(416, headers, new byte[0]);
            return;
        }
        headers.put("Content-Type", "application/octet-stream");
        part.ifPresent(range -> headers.put("Content-Range", range.contentRange(size)));
        ByteRange range = part.orElse(new ByteRange(0, size));
        try (OutputStream target =
                exchange.respond(part.isPresent() ? 206 : 200, headers, range.length())) {
            if (!exchange.method().equals("HEAD")) {
                long sent = Math.min(range.length(), cutAfterBytes);
                copy(file, range.offset(), sent, target);
                target.flush(); // a body that was cut short closes the connection behind it
            }
        }
    }

    private static void copy(DatastoreFile file, long offset, long length, OutputStream target)
            throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, Math.max(length, 1)));
        long done = 0;
        while (done < length) {
            piece.clear().limit((int) Math.min(piece.capacity(), length - done));
            file.read(offset + done, piece);
            target.write(piece.array(), 0, piece.position());
            done += piece.position();
        }
    }
}
