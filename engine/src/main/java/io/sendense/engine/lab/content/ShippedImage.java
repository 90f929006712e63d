package io.sendense.engine.lab.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The file-system images in this package's resources. What made them, and what else is in them, is
/// in `src/lab-images`.
public enum ShippedImage {
    /// FAT32 with a boot loader and its settings.
    EFI("efi", 260L << 20),
    /// ext4: the root of a database server; its archives lie far apart on the disk.
    SYSTEM("system", 48L << 30),
    /// NTFS: a share with names in several scripts.
    EXCHANGE("exchange", 40L << 30),
    /// ext4: the data folder of a database.
    DATABASE("database", 4L << 30),
    /// ext4: a small server.
    LINUX("linux", 4L << 30),
    /// NTFS: a small desktop.
    WINDOWS("windows", 8L << 30),
    /// FAT16: the settings of an appliance.
    APPLIANCE("appliance", 128L << 20);

    private final String resource;
    private final long sizeBytes;

    ShippedImage(String resource, long sizeBytes) {
        this.resource = resource;
        this.sizeBytes = sizeBytes;
    }

    /// Size of the file system, and of the partition it needs.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// Unpacks the image: a few MiB, some tens of milliseconds.
    PackedImage open() {
        try (InputStream packed = resource(".slpi")) {
            PackedImage image = PackedImage.read(packed);
            if (image.sizeBytes() != sizeBytes) {
                throw new IOException(image.sizeBytes() + " bytes instead of " + sizeBytes);
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException("image '" + resource + "'", e);
        }
    }

    /// Its generated files.
    ImageManifest manifest() {
        try (InputStream text = resource(".files")) {
            return ImageManifest.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("manifest of image '" + resource + "'", e);
        }
    }

    private InputStream resource(String suffix) throws IOException {
        InputStream found = ShippedImage.class.getResourceAsStream(resource + suffix);
        if (found == null) {
            throw new IOException("resource " + resource + suffix + " is missing");
        }
        return found;
    }
}
