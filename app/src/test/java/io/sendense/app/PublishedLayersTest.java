package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No disk command changes a file of a restore point, by whatever name it is called.
class PublishedLayersTest {
    private static final int SIZE = 1 << 20;

    @TempDir private Path folder;
    private Commands commands = new Commands(Path.of(""));
    private Path full = Path.of("");
    private Path layer = Path.of("");

    @BeforeEach
    void make() throws IOException {
        Path home = folder.resolve("home");
        commands = new Commands(home);
        assertThat(commands.run("points").code()).isZero();
        assertThat(home.resolve("repository/repository.json")).exists();
        Path point = Files.createDirectories(home.resolve("repository/vms/vm/points/point"));
        full = point.resolve("disk-2000.qcow2");
        Qcow2Image.create(full, Qcow2Options.ofSize(SIZE)).close();
        layer = point.resolve("disk-2001.qcow2");
        over(layer, full.getFileName().toString());
    }

    private static void over(Path file, String backing) throws IOException {
        Qcow2Options options =
                Qcow2Options.ofSize(SIZE)
                        .withBacking(backing, "qcow2", new MemoryBlockDevice(SIZE));
        Qcow2Image.create(file, options).close();
    }

    private void assertRefused(String... command) throws IOException {
        byte[] before = Files.readAllBytes(full);
        byte[] above = Files.readAllBytes(layer);
        Commands.Ran ran = commands.run(command);
        assertThat(ran.code()).as(ran.out()).isEqualTo(1);
        assertThat(ran.err()).contains("REQUEST-INVALID", "such files are never changed");
        assertThat(Files.readAllBytes(full)).isEqualTo(before);
        assertThat(Files.readAllBytes(layer)).isEqualTo(above);
    }

    @Test
    void areNotChanged() throws Exception {
        String file = layer.toString();
        assertRefused("disk", "check", file, "--repair", "leaks");
        assertRefused("disk", "resize", file, "2M");
        assertRefused("disk", "commit", file);
        assertRefused("disk", "rebase", file, "--backing", full.toString());
        assertRefused("disk", "serve", file, "--writable", "--port", "0");
        Path link = Files.createSymbolicLink(folder.resolve("link.qcow2"), layer);
        assertRefused("disk", "resize", link.toString(), "2M");
        assertThat(commands.run("disk", "check", file).code()).isZero();
    }

    @Test
    void areNotCommittedInto() throws Exception {
        Path scratch = full.resolveSibling("../../../../../scratch.qcow2").normalize();
        over(scratch, scratch.getParent().relativize(full).toString());
        assertRefused("disk", "commit", scratch.toString());
        assertThat(commands.run("disk", "resize", scratch.toString(), "2M").code()).isZero();
        assertThat(commands.run("disk", "check", scratch.toString(), "--repair", "leaks").code())
                .isZero();
    }
}
