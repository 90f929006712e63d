package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Turns the first cluster of a file into a `Qcow2Header`, or says what is wrong with it. Confined
/// to one thread.
final class HeaderReader {
    private final String name;
    private final long fileBytes;
    private final ByteBuffer cluster;

    private HeaderReader(String name, long fileBytes, ByteBuffer cluster) {
        this.name = name;
        this.fileBytes = fileBytes;
        this.cluster = cluster;
    }

    static Qcow2Header read(PositionedFile file) throws IOException {
        long length = file.length();
        ByteBuffer start = ByteBuffer.allocate(HeaderField.WRITTEN_BYTES);
        file.read(0, start);
        if (length < 4 || start.getInt(HeaderField.MAGIC) != HeaderField.MAGIC_VALUE) {
            throw new Qcow2FormatException("'" + file.name() + "' is no QCOW2 file");
        }
        if (length < HeaderField.VERSION_2_BYTES) {
            throw new Qcow2FormatException(
                    "header of '"
                            + file.name()
                            + "' is cut off: the file has "
                            + bytes(length)
                            + ", a header at least "
                            + HeaderField.VERSION_2_BYTES);
        }
        int bits = start.getInt(HeaderField.CLUSTER_BITS);
        if (bits < Geometry.MIN_CLUSTER_BITS || bits > Geometry.MAX_CLUSTER_BITS) {
            throw new Qcow2FormatException(
                    "cluster bits of '"
                            + file.name()
                            + "' are "
                            + Integer.toUnsignedString(bits)
                            + ", expected 9 to 21");
        }
        ByteBuffer cluster = ByteBuffer.allocate(1 << bits);
        file.read(0, cluster);
        return new HeaderReader(file.name(), length, cluster).header();
    }

    private Qcow2Header header() throws Qcow2FormatException {
        int version = cluster.getInt(HeaderField.VERSION);
        if (version != 2 && version != 3) {
            throw new UnsupportedFeatureException(
                    name, "format version " + Integer.toUnsignedString(version));
        }
        int encryption = cluster.getInt(HeaderField.ENCRYPTION);
        if (encryption != 0) {
            throw new UnsupportedFeatureException(
                    name,
                    switch (encryption) {
                        case 1 -> "AES encryption";
                        case 2 -> "LUKS encryption";
                        default -> "encryption method " + Integer.toUnsignedString(encryption);
                    });
        }
        int headerBytes = headerBytes(version);
        HeaderExtensionReader extensions =
                new HeaderExtensionReader(name, cluster, headerBytes).read();
        FeatureBits features = features(version, extensions);
        Geometry geometry = geometry(version, features);
        TableLocations tables = new HeaderTables(name, fileBytes, cluster, geometry).read();
        CompressionType compression = compression(features, headerBytes);
        return new Qcow2Header(
                version, geometry, tables, features, compression, extensions.result());
    }

    private int headerBytes(int version) throws Qcow2FormatException {
        if (version == 2) {
            return HeaderField.VERSION_2_BYTES;
        }
        int headerBytes = cluster.getInt(HeaderField.HEADER_BYTES);
        if (headerBytes < HeaderField.VERSION_3_BYTES
                || headerBytes > cluster.capacity()
                || headerBytes % 8 != 0
                || headerBytes > fileBytes) {
            throw broken(
                    "header length",
                    Integer.toUnsignedString(headerBytes),
                    "a multiple of 8 from 104 to the cluster size, within the file of "
                            + bytes(fileBytes));
        }
        return headerBytes;
    }

    private FeatureBits features(int version, HeaderExtensionReader extensions)
            throws UnsupportedFeatureException {
        if (version == 2) {
            return FeatureBits.NONE;
        }
        long incompatible = cluster.getLong(HeaderField.INCOMPATIBLE);
        if ((incompatible & FeatureBits.EXTERNAL_DATA_FILE) != 0) {
            throw new UnsupportedFeatureException(name, "an external data file");
        }
        long unknown = incompatible & ~FeatureBits.KNOWN;
        if (unknown != 0) {
            int bit = Long.numberOfTrailingZeros(unknown);
            throw new UnsupportedFeatureException(name, extensions.incompatibleFeature(bit));
        }
        return new FeatureBits(
                incompatible,
                cluster.getLong(HeaderField.COMPATIBLE),
                cluster.getLong(HeaderField.AUTOCLEAR));
    }

    private Geometry geometry(int version, FeatureBits features) throws Qcow2FormatException {
        int order = version == 2 ? 4 : cluster.getInt(HeaderField.REFCOUNT_ORDER);
        if (order < 0 || order > Geometry.MAX_REFCOUNT_ORDER) {
            throw broken("refcount order", Integer.toUnsignedString(order), "0 to 6");
        }
        long size = cluster.getLong(HeaderField.SIZE);
        if (size < 0) {
            throw broken("disk size", Long.toUnsignedString(size), "less than 8 EiB");
        }
        int bits = cluster.getInt(HeaderField.CLUSTER_BITS);
        boolean extendedL2 = (features.incompatible() & FeatureBits.EXTENDED_L2) != 0;
        if (extendedL2 && bits < Geometry.MIN_EXTENDED_CLUSTER_BITS) {
            throw broken(
                    "cluster size with extended L2 entries", bytes(1L << bits), "16 384 at least");
        }
        return new Geometry(size, bits, order, extendedL2);
    }

    private CompressionType compression(FeatureBits features, int headerBytes)
            throws Qcow2FormatException {
        boolean stated = (features.incompatible() & FeatureBits.COMPRESSION_TYPE) != 0;
        int value = 0;
        if (headerBytes > HeaderField.COMPRESSION) {
            value = Byte.toUnsignedInt(cluster.get(HeaderField.COMPRESSION));
        }
        if (stated != (value != 0)) {
            throw broken(
                    "compression type",
                    value + (stated ? " with" : " without") + " feature bit 3",
                    stated ? "not 0" : "0");
        }
        return switch (value) {
            case 0 -> CompressionType.ZLIB;
            case 1 -> CompressionType.ZSTD;
            default -> throw new UnsupportedFeatureException(name, "compression type " + value);
        };
    }

    private Qcow2FormatException broken(String what, String found, String expected) {
        return new Qcow2FormatException(
                what + " of '" + name + "' is " + found + ", expected " + expected);
    }
}
