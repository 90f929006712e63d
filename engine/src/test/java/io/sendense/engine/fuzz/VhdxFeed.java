package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.vhdx.VhdxFormatException;
import io.sendense.engine.disk.vhdx.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/// A VHDX file: described, mapped and read. With bit 0 of the first byte its checksums are made
/// right first, which no fuzzer would find: of headers, region tables, and log entries in the
/// second MiB.
final class VhdxFeed implements Feed {
    private static final long MAPPED_BYTES = 1L << 36;
    private static final int LONGEST_ENTRY = 64 << 10;
    private static final int SECTOR = 4096;
    private static final Refusals REFUSALS = Refusals.of(List.of(VhdxFormatException.class));

    private final Path file;
    private final DiskLook look = new DiskLook();

    VhdxFeed(Path folder) {
        this.file = folder.resolve("in.vhdx");
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        SparseForm.unpack(input, 1, file);
        if ((input[0] & 1) != 0) {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                sum(channel);
            }
        }
        DiskFormat.probe(file);
        return REFUSALS.taken(this::read);
    }

    private void read() throws IOException {
        try (VhdxImage image = VhdxImage.open(file)) {
            look.at(image);
            assertThat(DiskDescription.chain(image)).hasSize(1);
            if (image.size() <= MAPPED_BYTES) {
                DiskMap.walk(image, entry -> assertThat(entry.length()).isPositive());
            }
        }
    }

    private static void sum(FileChannel file) throws IOException {
        sum(file, 64 << 10, "head", SECTOR);
        sum(file, 128 << 10, "head", SECTOR);
        sum(file, 192 << 10, "regi", 64 << 10);
        sum(file, 256 << 10, "regi", 64 << 10);
        for (int at = 1 << 20; at < Math.min(file.size(), 2 << 20); at += SECTOR) {
            ByteBuffer start = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            file.read(start, at);
            int length = start.getInt(8);
            if (length > 0 && length % SECTOR == 0 && length <= LONGEST_ENTRY) {
                sum(file, at, "loge", length);
            }
        }
    }

    private static void sum(FileChannel file, int at, String signature, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        if (file.read(bytes, at) < 8
                || !signature.equals(new String(bytes.array(), 0, 4, "ISO-8859-1"))) {
            return;
        }
        bytes.putInt(4, 0);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array());
        ByteBuffer value = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        file.write(value.putInt(0, (int) sum.getValue()), at + 4L);
    }
}
