package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
            JsonNode said = cancelled(interrupted(commit, base, 2 << 20));
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

    @ParameterizedTest
    @ValueSource(strings = {"", "--through-nbd", "--sums", "--through-nbd --sums"})
    void aCopyLeavesNothing(String options) throws Exception {
        Path copy = folder.resolve("copy.qcow2");
        List<String> command =
                new ArrayList<>(List.of("disk", "copy", top.toString(), copy.toString(), "--json"));
        options.lines().flatMap(line -> Stream.of(line.split(" "))).forEach(command::add);
        try (CommandProcess process = commands().start(command.toArray(String[]::new))) {
            JsonNode said = cancelled(interrupted(process, copy, 2 << 20));
            long planned = said.path("plannedBytes").asLong();
            // Clusters of the target, of which each holds data.
            assertThat(planned).isBetween(SIZE / 2, SIZE);
            assertThat(said.path("doneBytes").asLong()).isBetween(0L, planned - 1);
            assertThat(process.err()).contains("Cancelled", "No file is left.");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("base.qcow2", "top.qcow2");
        }
        assertContent(top);
    }

    /// JLine, which draws the bars, has Ctrl+C end the process where it is unless told otherwise.
    @ParameterizedTest
    @ValueSource(strings = {"copy.raw", "copy.qcow2"})
    @Tag("peers")
    void aCopyWithABarLeavesNothingEither(String name) throws Exception {
        Path copy = folder.resolve(name);
        try (CommandProcess process =
                commands()
                        .startAtTerminal(
                                "", "disk", "copy", "--sums", top.toString(), copy.toString())) {
            process.awaitOut("MiB (");
            assumeThat(process.interruptsAreIgnored()).isFalse();
            process.type("\u0003");
            assertThat(process.exit()).as(process.out()).isEqualTo(130);
            assertThat(process.out()).contains("Cancelled after", "No file is left.");
        }
        assertThat(copy).doesNotExist();
        assertThat(folder.resolve(name + ".sums")).doesNotExist();
    }

    @Test
    @Tag("peers")
    void barsMoveOnlyWhereTheyAreSeen() throws Exception {
        Path copy = folder.resolve("copy.qcow2");
        Path notes = folder.resolve("notes");
        try (CommandProcess process =
                commands()
                        .startAtTerminal(
                                "2>'" + notes + "'",
                                "disk",
                                "copy",
                                top.toString(),
                                copy.toString(),
                                "--json")) {
            assertThat(process.exit()).as(process.out()).isZero();
            assertThat(JsonMapper.builder().build().readTree(process.out()).has("writtenBytes"))
                    .as(process.out())
                    .isTrue();
        }
        assertThat(Files.readString(notes)).doesNotContain("\u001b", "\r");
    }

    @Test
    void aCopyOntoAnExportLeavesAPart() throws Exception {
        Path target = folder.resolve("target.raw");
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        try (CommandProcess server =
                commands().start("disk", "serve", target.toString(), "--writable", "--port", "0")) {
            server.awaitOut("nbd://");
            String uri = server.out().strip();
            try (CommandProcess process =
                    commands().start("disk", "copy", top.toString(), uri, "--json")) {
                while (firstByte(target) == 0) {
                    assertThat(process.isAlive()).as(process.err()).isTrue();
                    Thread.sleep(1);
                }
                int code = process.interrupt();
                assertThat(process.exit()).as(process.err()).isEqualTo(code);
                assertThat(cancelled(process.out()).path("plannedBytes").asLong()).isEqualTo(SIZE);
                assertThat(process.err()).contains(uri + " holds a part of it.");
            }
        }
    }

    private static int firstByte(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read();
        }
    }

    /// A file whose check takes many goes over its few tables.
    @Test
    void aCheckShowsHowFarItIsAndChangesNothing() throws Exception {
        Path image = folder.resolve("huge.qcow2");
        Qcow2Options options = Qcow2Options.ofSize(1 << 20).withClusterBytes(512);
        try (Qcow2Image made = Qcow2Image.create(image, options)) {
            made.write(0, ByteBuffer.allocate(512).put(0, (byte) 1));
        }
        long size = 4L << 40;
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        try (CommandProcess check = commands().start("disk", "check", image.toString(), "--json")) {
            check.awaitErr("  check");
            int code = check.interrupt();
            assertThat(check.exit()).as(check.err()).isEqualTo(code);
            JsonNode said = cancelled(check.out());
            assertThat(said.path("plannedBytes").asLong()).isEqualTo(size);
            assertThat(said.path("doneBytes").asLong()).isBetween(4L << 30, size - 1);
            assertThat(check.err())
                    .containsPattern("  check +[0-9.]+ %  .*iB of 4.0 TiB  .*iB/s  [0-9:]+ left")
                    .contains("Cancelled after");
        }
    }

    /// The one line on stdout.
    private static JsonNode cancelled(String out) {
        assertThat(out.lines()).hasSize(1);
        JsonNode said = JsonMapper.builder().build().readTree(out);
        assertThat(said.path("cancelled").asBoolean()).as(out).isTrue();
        return said;
    }
}
