package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.hex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Walks the header extensions and fetches the backing file name. Confined to one thread.
final class HeaderExtensionReader {
    private static final int FEATURE_NAME_BYTES = 48;
    private static final int INCOMPATIBLE_KIND = 0;

    private final String name;
    private final ByteBuffer cluster;
    private final int headerBytes;

    private Optional<String> format = Optional.empty();
    private Optional<HeaderExtensions.BitmapDirectory> bitmaps = Optional.empty();
    private final Map<Integer, String> incompatibleNames = new HashMap<>();

    HeaderExtensionReader(String name, ByteBuffer cluster, int headerBytes) {
        this.name = name;
        this.cluster = cluster;
        this.headerBytes = headerBytes;
    }

    HeaderExtensionReader read() throws Qcow2FormatException {
        long backingOffset = cluster.getLong(HeaderField.BACKING_OFFSET);
        long end = backingOffset != 0 ? backingOffset : cluster.capacity();
        if (end < headerBytes || end > cluster.capacity()) {
            throw new Qcow2FormatException(
                    "backing file name of '"
                            + name
                            + "' lies at "
                            + hex(backingOffset)
                            + ", outside of the first cluster of "
                            + cluster.capacity()
                            + " bytes");
        }
        int position = headerBytes;
        while (position + 8 <= end) {
            int type = cluster.getInt(position);
            long length = Integer.toUnsignedLong(cluster.getInt(position + 4));
            if (type == HeaderField.EXTENSION_END) {
                break;
            }
            if (length > end - position - 8) {
                throw new Qcow2FormatException(
                        "header extension "
                                + hex(Integer.toUnsignedLong(type))
                                + " of '"
                                + name
                                + "' claims "
                                + length
                                + " bytes at "
                                + hex(position)
                                + ", the header area ends at "
                                + hex(end));
            }
            extension(type, position + 8, (int) length);
            position += 8 + (int) ((length + 7) & ~7L);
        }
        return this;
    }

    private void extension(int type, int position, int length) throws Qcow2FormatException {
        switch (type) {
            case HeaderField.EXTENSION_BACKING_FORMAT ->
                    format = Optional.of(text(position, length));
            case HeaderField.EXTENSION_FEATURE_NAMES -> featureNames(position, length);
            case HeaderField.EXTENSION_BITMAPS -> bitmaps = Optional.of(bitmaps(position, length));
            default -> {
                // Unknown extensions may be ignored, says the format.
            }
        }
    }

    private HeaderExtensions.BitmapDirectory bitmaps(int position, int length)
            throws Qcow2FormatException {
        if (length < 24) {
            throw new Qcow2FormatException(
                    "bitmaps extension of '" + name + "' has " + length + " bytes, expected 24");
        }
        return new HeaderExtensions.BitmapDirectory(
                cluster.getInt(position),
                cluster.getLong(position + 8),
                cluster.getLong(position + 16));
    }

    private void featureNames(int position, int length) {
        for (int at = position;
                at + FEATURE_NAME_BYTES <= position + length;
                at += FEATURE_NAME_BYTES) {
            if (cluster.get(at) == INCOMPATIBLE_KIND) {
                String text = text(at + 2, FEATURE_NAME_BYTES - 2);
                int end = text.indexOf(0);
                incompatibleNames.put(
                        Byte.toUnsignedInt(cluster.get(at + 1)),
                        end < 0 ? text : text.substring(0, end));
            }
        }
    }

    private String text(int position, int length) {
        byte[] bytes = new byte[length];
        cluster.get(position, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// What the file itself calls an incompatible feature we do not know.
    String incompatibleFeature(int bit) {
        String known = incompatibleNames.get(bit);
        return known == null
                ? "unknown incompatible feature bit " + bit
                : "incompatible feature '" + known + "' (bit " + bit + ")";
    }

    HeaderExtensions result() throws Qcow2FormatException {
        return new HeaderExtensions(backing(), bitmaps);
    }

    private Optional<BackingName> backing() throws Qcow2FormatException {
        long offset = cluster.getLong(HeaderField.BACKING_OFFSET);
        if (offset == 0) {
            return Optional.empty();
        }
        long length = Integer.toUnsignedLong(cluster.getInt(HeaderField.BACKING_BYTES));
        if (length > BackingName.MAX_BYTES || length > cluster.capacity() - offset) {
            throw new Qcow2FormatException(
                    "backing file name of '"
                            + name
                            + "' has "
                            + length
                            + " bytes at "
                            + hex(offset)
                            + ", expected at most "
                            + BackingName.MAX_BYTES
                            + " within the first cluster of "
                            + cluster.capacity());
        }
        if (length == 0) {
            return Optional.empty();
        }
        return Optional.of(new BackingName(text((int) offset, (int) length), format));
    }
}
