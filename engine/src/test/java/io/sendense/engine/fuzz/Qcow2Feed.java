package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.CheckReport;
import io.sendense.engine.disk.qcow2.MetadataDigest;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Check;
import io.sendense.engine.disk.qcow2.Qcow2FormatException;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A QCOW2 file beside two it may be backed by, `base.qcow2` and `base.raw`: checked, digested,
/// described, mapped and read; with bit 0 of the first byte then written and checked again, with
/// bit 1 repaired. A file that was sound must still be sound then.
final class Qcow2Feed implements Feed {
    /// Above any file that fits the form; listing the runs of larger disks tells nothing new.
    private static final long MAPPED_BYTES = 1L << 36;

    private static final int BASE_BYTES = 1 << 20;
    private static final Refusals REFUSALS = Refusals.of(List.of(Qcow2FormatException.class));

    private final Path folder;
    private final Path file;
    private final DiskLook look = new DiskLook();

    Qcow2Feed(Path folder) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("in.qcow2");
        ByteBuffer content = ByteBuffer.allocate(5000);
        while (content.hasRemaining()) {
            content.put((byte) content.position());
        }
        Qcow2Options options = Qcow2Options.ofSize(BASE_BYTES).withClusterBytes(512);
        try (Qcow2Image base = Qcow2Image.create(folder.resolve("base.qcow2"), options);
                RawFileBlockDevice raw =
                        RawFileBlockDevice.create(folder.resolve("base.raw"), BASE_BYTES)) {
            base.write(700, content.flip());
            raw.write(3000, content.rewind());
        }
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        SparseForm.unpack(input, 1, file);
        boolean sound = clean();
        REFUSALS.taken(() -> MetadataDigest.sha256(file));
        boolean read = REFUSALS.taken(this::read);
        if ((input[0] & 2) != 0) {
            REFUSALS.taken(() -> Qcow2Check.repairLeaks(file));
            assertSound(sound, "repaired");
        }
        if ((input[0] & 1) != 0) {
            boolean written = REFUSALS.taken(this::write);
            assertSound(sound && written, "written");
            REFUSALS.taken(this::read);
        }
        return read;
    }

    /// There may be leaks: bitmaps are let go of by the first write, and refcounts of clusters
    /// behind the end count for nothing until the file gets there.
    private void assertSound(boolean expected, String after) throws Exception {
        if (expected) {
            CheckReport report = Qcow2Check.run(file);
            assertThat(report.corruptions())
                    .as("of a sound file, %s: %s", after, report.findings())
                    .isZero();
        }
    }

    private boolean clean() throws Exception {
        boolean[] clean = {false};
        REFUSALS.taken(() -> clean[0] = Qcow2Check.run(file).clean());
        return clean[0];
    }

    private void read() throws IOException {
        try (Qcow2Image image =
                Qcow2Image.open(file, OpenMode.READ_ONLY, BackingFiles.within(folder))) {
            look.at(image);
            assertThat(DiskDescription.chain(image)).isNotEmpty();
            if (image.size() <= MAPPED_BYTES) {
                DiskMap.walk(image, entry -> assertThat(entry.length()).isPositive());
            }
            assertThat(DiskFormat.probe(file)).isEqualTo(DiskFormat.QCOW2);
        }
    }

    private void write() throws IOException {
        try (Qcow2Image image =
                Qcow2Image.open(file, OpenMode.READ_WRITE, BackingFiles.within(folder))) {
            long size = image.size();
            fill(image, 0, 700);
            fill(image, 1000, 3000);
            fill(image, size / 2, 100);
            image.zero(size / 4, Math.min(size - size / 4, 70_000), ZeroMode.MAY_DEALLOCATE);
            image.flush();
            image.trim(0, Math.min(size, 2048));
            image.zero(0, Math.min(size, 5000), ZeroMode.KEEP_ALLOCATED);
            fill(image, size - Math.min(size, 1100), 1100);
        }
    }

    private static void fill(Qcow2Image image, long offset, int length) throws IOException {
        long there = Math.clamp(image.size() - offset, 0, length);
        ByteBuffer bytes = ByteBuffer.allocate((int) there);
        while (bytes.hasRemaining()) {
            bytes.put((byte) (bytes.position() + 1));
        }
        image.write(Math.min(offset, image.size()), bytes.flip());
    }
}
