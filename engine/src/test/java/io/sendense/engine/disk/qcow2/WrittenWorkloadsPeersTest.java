package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever we were asked to do to a file, it is clean and holds the right bytes, says qemu-img.
@Tag("peers")
class WrittenWorkloadsPeersTest extends JudgedImages {
    private static final int SIZE = (9 << 20) + 5 * 512;

    @Test
    void whereRoomIsGivenBackAndUsedAgain() throws Exception {
        ModelDisk model = ModelDisk.of(8 << 20);
        long largest = 0;
        try (Qcow2Image image =
                Qcow2Image.create(
                        file("disk.qcow2"), Qcow2Options.ofSize(8 << 20).withClusterBytes(4096))) {
            for (int round = 0; round < 12; round++) {
                model.write(image, 0, 8 << 20);
                image.flush();
                model.zero(image, 0, 8 << 20);
                image.trim(0, 8 << 20);
                image.flush();
                largest = Math.max(largest, file("disk.qcow2").toFile().length());
            }
            model.write(image, 4096, 5 << 20);
        }
        judge("disk.qcow2", model);
        assertThat(largest).isLessThan(10 << 20);
    }

    @Test
    void ofALargeSparseDisk() throws Exception {
        long size = 3L << 40;
        try (Qcow2Image image = Qcow2Image.create(file("large.qcow2"), Qcow2Options.ofSize(size))) {
            for (long at = 0; at < size; at += 37L << 30) {
                image.write(at + 511, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            }
            image.write(size - 3, ByteBuffer.wrap(new byte[] {4, 5, 6}));
        }
        Qemu.checkClean(file("large.qcow2"));
        String back =
                Qemu.io(
                        file("large.qcow2"),
                        "read -v " + (511 + (37L << 30)) + " 3",
                        "read -v " + (size - 3) + " 3");
        assertThat(back).contains("01 02 03").contains("04 05 06");
    }

    @Test
    void byManyThreadsAtOnce() throws Exception {
        int stripe = 3 << 10;
        int stripes = SIZE / stripe;
        byte[] expected = new byte[SIZE];
        try (Qcow2Image image =
                        Qcow2Image.create(
                                file("disk.qcow2"),
                                Qcow2Options.ofSize(SIZE).withClusterBytes(8192));
                var workers = Executors.newFixedThreadPool(4)) {
            var work =
                    IntStream.range(0, 4)
                            .<Callable<Void>>mapToObj(worker ->
                                    () -> {
                                        for (int i = worker; i < stripes; i += 4) {
                                            byte[] content = new byte[stripe];
                                            Arrays.fill(content, (byte) (i + 1));
                                            System.arraycopy(
                                                    content, 0, expected, i * stripe, stripe);
                                            image.write(
                                                    (long) i * stripe, ByteBuffer.wrap(content));
                                            if (i % 97 == 0) {
                                                image.flush();
                                            }
                                        }
                                        return null;
                                    })
                            .toList();
            for (var done : workers.invokeAll(work)) {
                done.get();
            }
        }
        Files.write(file("model.raw"), expected);
        Qemu.checkClean(file("disk.qcow2"));
        Qemu.compare(file("disk.qcow2"), file("model.raw"));
    }

    @Test
    void inAChainOfAHundredAndTwenty() throws Exception {
        ModelDisk model = ModelDisk.of(4 << 20);
        for (int i = 0; i < 120; i++) {
            Qcow2Options options = Qcow2Options.ofSize(4 << 20).withClusterBytes(16 << 10);
            if (i > 0) {
                Qcow2Image below =
                        Qcow2Image.open(
                                file((i - 1) + ".qcow2"),
                                OpenMode.READ_ONLY,
                                BackingFiles.within(folder()));
                options = options.withBacking((i - 1) + ".qcow2", "qcow2", below);
            }
            try (Qcow2Image image = Qcow2Image.create(file(i + ".qcow2"), options)) {
                model.write(image);
                model.zero(image);
            }
        }
        judge("119.qcow2", model);
        try (Qcow2Image image =
                Qcow2Image.open(
                        file("119.qcow2"), OpenMode.READ_ONLY, BackingFiles.within(folder()))) {
            model.assertSame(image);
        }
    }
}
