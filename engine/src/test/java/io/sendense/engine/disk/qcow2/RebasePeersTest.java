package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The backing file's name changes and nothing else, says qemu-img.
@Tag("peers")
class RebasePeersTest extends JudgedImages {
    private static BackingName named(String name, String format) {
        return new BackingName(name, Optional.of(format));
    }

    private Path top(int cluster, String compat, String... format) throws Exception {
        Files.write(file("base.raw"), new byte[1 << 20]);
        Qemu.img("create", "-q", "-f", "qcow2", file("base.qcow2"), 1 << 20);
        String options = "cluster_size=" + cluster + ",compat=" + compat;
        boolean raw = format.length > 0;
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                options,
                "-u",
                "-b",
                raw ? "base.raw" : "base.qcow2",
                "-F",
                raw ? "raw" : "qcow2",
                file("top.qcow2"),
                1 << 20);
        Qemu.io(file("top.qcow2"), "write -P 7 128k 64k");
        return file("top.qcow2");
    }

    private void judge(Path top, BackingName expected) throws Exception {
        Qemu.checkClean(top);
        JsonNode info = Qemu.json("info", "-f", "qcow2", "--output=json", top);
        assertThat(info.path("backing-filename").asString()).isEqualTo(expected.name());
        assertThat(info.path("backing-filename-format").asString())
                .isEqualTo(expected.format().orElseThrow());
        try (Qcow2Image image =
                Qcow2Image.open(top, OpenMode.READ_ONLY, _ -> new MemoryBlockDevice(1 << 20))) {
            assertThat(image.header().extensions().backing()).contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"512, 0.10", "1024, 1.1", "65536, 1.1", "65536, 0.10", "2097152, 1.1"})
    void manyTimes(int cluster, String compat) throws Exception {
        Path top = top(cluster, compat);
        Random random = new Random(cluster);
        byte[] rest = Files.readAllBytes(top);
        for (int i = 0; i < 25; i++) {
            String name = "a".repeat(1 + random.nextInt(cluster == 512 ? 60 : 250));
            BackingName next = named(name, random.nextBoolean() ? "raw" : "qcow2");
            Files.deleteIfExists(file(name));
            Files.copy(file("base." + next.format().orElseThrow()), file(name));
            BackingChange.run(top, next);
            judge(top, next);
        }
        BackingChange.run(top, named("base.qcow2", "qcow2"));
        byte[] after = Files.readAllBytes(top);
        assertThat(after.length).isEqualTo(rest.length);
        assertThat(Arrays.mismatch(after, cluster, after.length, rest, cluster, rest.length))
                .isNegative();
    }

    @Test
    void statesAFormatThatWasNotStated() throws Exception {
        Path top = top(65_536, "1.1");
        BackingChange.run(top, new BackingName("base.qcow2", Optional.empty()));
        assertThat(Qemu.json("info", "-U", "--output=json", top).has("backing-filename-format"))
                .isFalse();
        BackingChange.run(top, named("base.raw", "raw"));
        judge(top, named("base.raw", "raw"));
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        Path top = top(512, "1.1");
        byte[] before = Files.readAllBytes(top);
        assertThatThrownBy(() -> BackingChange.run(top, named("b".repeat(500), "raw")))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> BackingChange.run(file("base.qcow2"), named("b", "raw")))
                .hasMessageContaining("backed by no file");
        assertThat(Files.readAllBytes(top)).isEqualTo(before);
    }

    /// A power cut after any write leaves the old name or the new one.
    @Test
    void atAnyMomentOneOfTheTwo() throws Exception {
        byte[] before = Files.readAllBytes(top(65_536, "1.1", "raw"));
        Random random = new Random(7);
        int changed = 0;
        for (int round = 0; round < 60; round++) {
            UnstableFile file = new UnstableFile(before, round % 5);
            BackingName next = named("n".repeat(1 + random.nextInt(1000)), "qcow2");
            try {
                BackingChange.run(UnstablePaths.of(file), next);
            } catch (IOException e) {
                assertThat(file.callsLeft()).isZero();
            }
            Path found = Files.write(file("found.qcow2"), file.survivors(random));
            JsonNode info = Qemu.json("info", "-f", "qcow2", "--output=json", found);
            String name = info.path("backing-filename").asString();
            String format = info.path("backing-filename-format").asString();
            assertThat(named(name, format)).isIn(next, named("base.raw", "raw"));
            changed += name.equals(next.name()) ? 1 : 0;
        }
        assertThat(changed).isBetween(10, 50);
    }
}
