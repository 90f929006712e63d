package io.sendense.engine.disk.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the version 3 headers of new files. Stateless.
final class HeaderWriter {
    private static final int FEATURE_NAME_BYTES = 48;

    private HeaderWriter() {}

    /// The header with its extensions and backing name, ready to be written at 0.
    ///
    /// @throws IllegalArgumentException it does not fit into the first cluster
    static ByteBuffer encode(Qcow2Header header) {
        int room = header.clusterBytes();
        ByteBuffer out = ByteBuffer.allocate(Math.max(room, 4096));
        fields(out, header);
        out.position(HeaderField.WRITTEN_BYTES);
        BackingName backing = header.extensions().backing().orElse(null);
        if (backing != null && backing.format().isPresent()) {
            byte[] format = backing.format().get().getBytes(StandardCharsets.UTF_8);
            extension(out, HeaderField.EXTENSION_BACKING_FORMAT, format);
        }
        if (header.features().incompatible() != 0) {
            extension(out, HeaderField.EXTENSION_FEATURE_NAMES, compressionFeatureName());
        }
        extension(out, HeaderField.EXTENSION_END, new byte[0]);
        if (backing != null) {
            byte[] name = backing.name().getBytes(StandardCharsets.UTF_8);
            out.putLong(HeaderField.BACKING_OFFSET, out.position());
            out.putInt(HeaderField.BACKING_BYTES, name.length);
            out.put(name);
        }
        if (out.position() > room) {
            throw new IllegalArgumentException(
                    "a header of "
                            + out.position()
                            + " bytes does not fit into a cluster of "
                            + room);
        }
        return out.flip();
    }

    private static void fields(ByteBuffer out, Qcow2Header header) {
        TableLocations tables = header.tables();
        out.putInt(HeaderField.MAGIC, HeaderField.MAGIC_VALUE);
        out.putInt(HeaderField.VERSION, header.version());
        out.putInt(HeaderField.CLUSTER_BITS, header.geometry().clusterBits());
        out.putLong(HeaderField.SIZE, header.size());
        out.putInt(HeaderField.L1_ENTRIES, tables.l1Entries());
        out.putLong(HeaderField.L1_OFFSET, tables.l1Offset());
        out.putLong(HeaderField.REFCOUNT_TABLE_OFFSET, tables.refcountTableOffset());
        out.putInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, tables.refcountTableClusters());
        out.putLong(HeaderField.INCOMPATIBLE, header.features().incompatible());
        out.putLong(HeaderField.COMPATIBLE, header.features().compatible());
        out.putLong(HeaderField.AUTOCLEAR, header.features().autoclear());
        out.putInt(HeaderField.REFCOUNT_ORDER, header.geometry().refcountOrder());
        out.putInt(HeaderField.HEADER_BYTES, HeaderField.WRITTEN_BYTES);
        out.put(HeaderField.COMPRESSION, (byte) header.compression().value());
    }

    private static void extension(ByteBuffer out, int type, byte[] content) {
        out.putInt(type).putInt(content.length).put(content);
        out.position((out.position() + 7) & ~7);
    }

    /// Tells older programs why they cannot open the file.
    private static byte[] compressionFeatureName() {
        ByteBuffer entry = ByteBuffer.allocate(FEATURE_NAME_BYTES);
        entry.put((byte) 0).put((byte) Long.numberOfTrailingZeros(FeatureBits.COMPRESSION_TYPE));
        entry.put("compression type".getBytes(StandardCharsets.US_ASCII));
        return entry.array();
    }
}
