package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Broken files at random: refused or read, never worse.
class VmdkFuzzTest {
    private static final int HEADER_AND_TABLES = 12 << 10;

    @TempDir Path folder;

    @Test
    void brokenSparseExtents() throws Exception {
        List<byte[]> originals = new ArrayList<>();
        byte[] grain = new byte[4096];
        originals.add(new SparseBytes().toArray());
        originals.add(new SparseBytes().putInt(8, 7).putInt(SparseBytes.TABLE_BYTE, 1).toArray());
        originals.add(new SparseBytes().packed(0, -1, grain).toArray());
        originals.add(stream());
        FileMutation.Result result =
                FileMutation.run(
                        originals,
                        HEADER_AND_TABLES,
                        List.of(),
                        folder.resolve("a.vmdk"),
                        Duration.ofSeconds(3),
                        file -> VmdkImage.open(file, ParentFiles.within(folder)));
        assertThat(result.files()).isGreaterThan(10);
        assertThat(result.refused()).isBetween(1, result.files() - 1);
    }

    private byte[] stream() throws IOException {
        Path file = folder.resolve("stream.vmdk");
        Random random = new Random(2);
        try (StreamOptimizedDevice device =
                StreamOptimizedDevice.create(
                        file, StreamOptimizedOptions.of(80 << 20, "stream.vmdk", random))) {
            for (int i = 0; i < 10; i++) {
                byte[] bytes = new byte[3000];
                random.nextBytes(bytes);
                device.write(i * 8_000_000L, ByteBuffer.wrap(bytes));
            }
            device.flush();
        }
        return Files.readAllBytes(file);
    }

    @Test
    void brokenDescriptors() throws Exception {
        Files.write(folder.resolve("a-flat.vmdk"), new byte[8192]);
        new SparseBytes().write(folder.resolve("a-s001.vmdk"));
        Files.writeString(
                folder.resolve("base.vmdk"), "version=1\nCID=1\nparentCID=ffffffff\nRW 8 ZERO\n");
        String text =
                """
                # Disk DescriptorFile
                version=1
                CID=00000002
                parentCID=00000001
                createType="custom"
                parentFileNameHint="base.vmdk"
                RW 12 FLAT "a-flat.vmdk" 4
                RW 131072 SPARSE "a-s001.vmdk"
                RDONLY 7 ZERO
                ddb.adapterType = "lsilogic"
                """;
        FileMutation.Result result =
                FileMutation.run(
                        List.of(text.getBytes(StandardCharsets.UTF_8)),
                        text.length(),
                        List.of(),
                        folder.resolve("a.vmdk"),
                        Duration.ofSeconds(3),
                        file -> VmdkImage.open(file, ParentFiles.within(folder)));
        assertThat(result.files()).isGreaterThan(10);
        assertThat(result.refused()).isBetween(1, result.files() - 1);
    }
}
