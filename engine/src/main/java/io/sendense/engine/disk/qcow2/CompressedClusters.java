package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.sendense.engine.disk.block.FileCache;
import io.sendense.engine.disk.block.PositionedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks compressed clusters and keeps the last few in what the chain shares. Thread-safe.
final class CompressedClusters {
    /// 8 MiB, four times the largest cluster: no packer needs more, and a hostile frame gets no
    /// more.
    private static final int MAX_ZSTD_WINDOW_LOG = 23;

    private final PositionedFile file;
    private final Geometry geometry;
    private final CompressionType compression;

    private final FileCache<byte[]> kept;

    CompressedClusters(PositionedFile file, Qcow2Header header, FileCache<byte[]> kept) {
        this.file = file;
        this.geometry = header.geometry();
        this.compression = header.compression();
        this.kept = kept;
    }

    /// The content of the guest cluster behind a compressed L2 entry. Not to be changed.
    byte[] read(long entry) throws IOException {
        Optional<byte[]> known = kept.get(file, entry);
        if (known.isPresent()) {
            return known.get();
        }
        ByteBuffer packed = ByteBuffer.allocate(L2Entry.compressedBytes(entry, geometry));
        long offset = L2Entry.compressedOffset(entry, geometry);
        file.read(offset, packed);
        byte[] content;
        try {
            content =
                    switch (compression) {
                        case ZLIB -> inflate(packed.array());
                        case ZSTD -> unpackZstd(packed.array());
                    };
        } catch (DataFormatException | IOException e) {
            throw new Qcow2FormatException(
                    "compressed cluster at "
                            + hex(offset)
                            + " of '"
                            + file.name()
                            + "' does not unpack: "
                            + e.getMessage(),
                    e);
        }
        kept.put(file, entry, content);
        return content;
    }

    /// Forgets all content: host clusters are about to get a new use.
    void forget() {
        kept.removeAll(file);
    }

    private byte[] inflate(byte[] packed) throws DataFormatException {
        byte[] content = new byte[geometry.clusterBytes()];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            int filled = 0;
            while (filled < content.length) {
                int count = inflater.inflate(content, filled, content.length - filled);
                if (count == 0) {
                    throw new DataFormatException(ended(filled));
                }
                filled += count;
            }
        }
        return content;
    }

    private byte[] unpackZstd(byte[] packed) throws IOException {
        try (var stream = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed))) {
            stream.setLongMax(MAX_ZSTD_WINDOW_LOG);
            byte[] content = stream.readNBytes(geometry.clusterBytes());
            if (content.length < geometry.clusterBytes()) {
                throw new IOException(ended(content.length));
            }
            return content;
        }
    }

    private String ended(int filled) {
        return "it ends after " + filled + " of " + geometry.clusterBytes() + " bytes";
    }
}
