package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `engine/doc/formats.md` says what lies in a repository: the program on that page, which shares
/// nothing with ours, finds our points sound and damaged ones not.
@Tag("peers")
class FormatsTest {
    @RegisterExtension final SoundRepository sound = new SoundRepository();
    @TempDir Path folder;

    private RestorePoint full;
    private RestorePoint incremental;

    private record Ran(int exit, String text) {}

    @BeforeEach
    void makePoints() throws Exception {
        Random random = new Random(7);
        GuestVm vm = new GuestVm();
        GuestDisk disk = vm.disk(2000, (9L << 20) + 4096);
        vm.disk(2001, 1 << 20).fill(2, random);
        for (int cluster = 0; cluster < 40; cluster += 2) {
            disk.fill(cluster, random);
        }
        disk.fill(disk.clusters() - 1, random);
        full = vm.backup(sound.get());
        disk.fill(5, random).zero(6);
        incremental = vm.backup(sound.get());
    }

    private Ran check(RestorePoint point) throws Exception {
        Peers.require("qemu-img");
        String page = Files.readString(Path.of("doc/formats.md"));
        int start = page.indexOf("```python\n") + "```python\n".length();
        Path program = folder.resolve("check.py");
        Files.writeString(program, page.substring(start, page.indexOf("```", start)));
        Process process =
                new ProcessBuilder(
                                Peers.require("python3").toString(),
                                program.toString(),
                                point.folder().toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        return new Ran(process.waitFor(), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void describesOurPoints() throws Exception {
        Ran ofFull = check(full);
        assertThat(ofFull.exit()).as(ofFull.text()).isZero();
        assertThat(ofFull.text())
                .contains("disk 2000: sound, 21 clusters", "disk 2001: sound, 1 clusters");
        Ran ofIncremental = check(incremental);
        assertThat(ofIncremental.exit()).as(ofIncremental.text()).isZero();
        assertThat(ofIncremental.text())
                .contains("disk 2000: sound, 2 clusters", "disk 2001: sound, 0 clusters");
    }

    @Test
    void findsWhatIsDamaged() throws Exception {
        sound.willBeDamaged();
        PointLayer layer = full.layer(2000);
        Path manifest = full.folder().resolve("point.json");
        long data = 4L << 16;
        assertDamaged(manifest, Files.readString(manifest).indexOf("sequence") + 1L, "point.json");
        assertDamaged(full.folder().resolve("config.xml"), 3, "config.xml");
        assertDamaged(layer.file(), 29, "tables of");
        assertDamaged(layer.file(), (2 << 16) + 11L, "tables of");
        assertDamaged(layer.file(), Files.size(layer.file()) - data, "cluster ");
        assertDamaged(layer.sumsFile(), 70, "disk-2000.sums");
    }

    private void assertDamaged(Path file, long offset, String text) throws Exception {
        flip(file, offset);
        Ran ran = check(full);
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.text()).contains("NOT SOUND: ", text);
        flip(file, offset);
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int old = access.read();
            access.seek(offset);
            access.write(old ^ 1);
        }
    }
}
