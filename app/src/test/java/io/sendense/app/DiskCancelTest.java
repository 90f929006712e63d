package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ctrl+C while a disk command works: it says how far it came and leaves things in order.
@Timeout(120)
class DiskCancelTest {
    private static final int CLUSTER = 4096;

    /// Every other cluster is the layer's: many small steps.
    private static final int CLUSTERS = 30_000;

    private static final long SIZE = 2L * CLUSTER * CLUSTERS;

    @TempDir private Path folder;
    private Path base = Path.of("");
    private Path top = Path.of("");

    @BeforeEach
    void make() throws IOException {
        base = folder.resolve("base.qcow2");
        top = folder.resolve("top.qcow2");
        Qcow2Options options = Qcow2Options.ofSize(SIZE).withClusterBytes(CLUSTER);
        Qcow2Image.create(base, options).close();
        Qcow2Options over = options.withBacking("base.qcow2", "qcow2", new MemoryBlockDevice(SIZE));
        try (BlockDevice image = Qcow2Image.create(top, over).compressing()) {
            for (int i = 0; i < CLUSTERS; i++) {
                image.write(2L * CLUSTER * i, content(i));
            }
        }
    }

    private static ByteBuffer content(int number) {
        byte[] bytes = new byte[CLUSTER];
        Arrays.fill(bytes, (byte) (1 + number % 255));
        return ByteBuffer.wrap(bytes);
    }

    private void assertContent(Path file) throws IOException {
        try (Qcow2Image image =
                Qcow2Image.open(file, OpenMode.READ_ONLY, BackingFiles.within(folder))) {
            ByteBuffer found = ByteBuffer.allocate(2 * CLUSTER);
            for (int i = 0; i < CLUSTERS; i++) {
                ByteBuffer expected = ByteBuffer.allocate(2 * CLUSTER).put(content(i)).clear();
                image.read(2L * CLUSTER * i, found.clear());
                assertThat(found.clear()).as("cluster %d of %s", i, file).isEqualTo(expected);
            }
        }
    }

    private Commands commands() {
        return new Commands(folder.resolve("home"));
    }

    /// Starts a command and interrupts it when a file has so many bytes.
    private static String interrupted(CommandProcess process, Path file, long bytes)
            throws Exception {
        while (!Files.exists(file) || Files.size(file) < bytes) {
            assertThat(process.isAlive()).as(process.err()).isTrue();
            Thread.sleep(1);
        }
        int code = process.interrupt();
        assertThat(process.exit()).as(process.err()).isEqualTo(code);
        return process.out();
    }

    @Test
    void aCommitSaysHowFarItCameAndIsFinishedByTheNext() throws Exception {
        try (CommandProcess commit = commands().start("disk", "commit", top.toString(), "--json")) {
            JsonNode said =
                    JsonMapper.builder().build().readTree(interrupted(commit, base, 2 << 20));
            assertThat(said.path("cancelled").asBoolean()).isTrue();
            assertThat(said.path("doneBytes").asLong()).isBetween(1L << 20, SIZE - 1);
            assertThat(said.path("plannedBytes").asLong()).isEqualTo(SIZE);
            assertThat(commit.err()).contains("Cancelled after", "commit it again to finish");
        }
        assertContent(top);
        Commands.Ran again = commands().run("disk", "commit", top.toString(), "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().path("writtenBytes").asLong()).isEqualTo(SIZE / 2);
        assertContent(top);
        assertContent(base);
        for (Path file : new Path[] {base, top}) {
            assertThat(commands().run("disk", "check", file.toString()).out())
                    .contains("No errors were found");
        }
    }

    @Test
    void aCopyLeavesNothing() throws Exception {
        Path copy = folder.resolve("copy.qcow2");
        try (CommandProcess process =
                commands().start("disk", "copy", top.toString(), copy.toString())) {
            assertThat(interrupted(process, copy, 2 << 20)).isEmpty();
        }
        assertThat(copy).doesNotExist();
    }
}
