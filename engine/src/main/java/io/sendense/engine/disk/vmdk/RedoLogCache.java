package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.FileCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The pieces of grain directories and grain tables that the redo logs of one disk used last:
/// pieces of 64 KiB, at most 8 MiB together, however many redo logs there are. Thread-safe; no lock
/// is held while a file is read.
///
/// A piece of 64 KiB is one request to a server: four tables of a `vmfsSparse` log, two of a
/// `seSparse` one.
public final class RedoLogCache {
    static final int PIECE_BYTES = 64 << 10;
    private static final int MAX_BYTES = 8 << 20;

    private final FileCache<ByteBuffer> pieces = new FileCache<>(MAX_BYTES, _ -> PIECE_BYTES);

    /// The bytes from `position` to the end of the piece they are in, or of the file.
    /// Little-endian, and the caller's own to move about in; not to be changed.
    ByteBuffer from(BlockDevice file, long position) throws IOException {
        long start = position - position % PIECE_BYTES;
        Optional<ByteBuffer> known = pieces.get(file, start);
        ByteBuffer piece = known.isPresent() ? known.get() : read(file, start);
        int within = (int) (position - start);
        return piece.slice(within, piece.limit() - within).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer read(BlockDevice file, long start) throws IOException {
        int length = (int) Math.min(PIECE_BYTES, file.size() - start);
        ByteBuffer piece = ByteBuffer.allocate(length);
        file.read(start, piece);
        ByteBuffer whole = piece.clear().asReadOnlyBuffer();
        pieces.put(file, start, whole);
        return whole;
    }
}
