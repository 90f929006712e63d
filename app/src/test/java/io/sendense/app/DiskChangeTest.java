package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `disk resize`, `disk commit` and `disk rebase` on files of QEMU, which then judges them.
@Tag("peers")
@Timeout(120)
class DiskChangeTest {
    @TempDir private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Commands.Ran run(int code, String... arguments) {
        Commands.Ran ran = new Commands(folder.resolve("home")).run(arguments);
        assertThat(ran.code()).as("%s%s", ran.out(), ran.err()).isEqualTo(code);
        return ran;
    }

    private static void qemu(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.require(program).toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private String layer(String base, String name) throws Exception {
        qemu("qemu-img", "create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", file(name));
        qemu("qemu-io", "-f", "qcow2", "-c", "write -q -P 7 64k 128k", file(name));
        return file(name);
    }

    private String base(String name, int pattern) throws Exception {
        qemu("qemu-img", "create", "-q", "-f", "qcow2", file(name), "4M");
        qemu("qemu-io", "-f", "qcow2", "-c", "write -q -P " + pattern + " 0 1M", file(name));
        return file(name);
    }

    @Test
    void resizes() throws Exception {
        String disk = base("disk.qcow2", 3);
        run(0, "disk", "resize", disk, "10G");
        assertThat(run(0, "disk", "info", disk, "--json").json().path("sizeBytes").asLong())
                .isEqualTo(10L << 30);
        assertThat(run(1, "disk", "resize", disk, "4M").err()).contains("was not asked for");
        run(0, "disk", "resize", disk, "2048K", "--shrink");
        assertThat(run(1, "disk", "resize", disk, "512k", "--shrink").err()).contains("holds data");
        assertThat(run(2, "disk", "resize", disk, "10Q").err()).contains("'10Q' is no size");
        qemu("qemu-img", "check", "-q", disk);
        Path raw = Files.write(folder.resolve("a.raw"), new byte[777]);
        run(0, "disk", "resize", raw.toString(), "1M");
        assertThat(Files.size(raw)).isEqualTo(1 << 20);
    }

    @Test
    void commits() throws Exception {
        String base = base("base.qcow2", 3);
        String top = layer(base, "top.qcow2");
        run(0, "disk", "commit", top, "--keep");
        qemu("qemu-img", "compare", "-q", top, base);
        long written = run(0, "disk", "commit", top, "--json").json().path("writtenBytes").asLong();
        assertThat(written).isEqualTo(128 << 10);
        assertThat(run(0, "disk", "commit", top, "--json").json().path("writtenBytes").asLong())
                .isZero();
        qemu("qemu-img", "compare", "-q", top, base);
        qemu("qemu-img", "check", "-q", top);
        run(1, "disk", "commit", base);
    }

    @Test
    void rebases() throws Exception {
        String top = layer(base("base.qcow2", 3), "top.qcow2");
        base("same.qcow2", 3);
        base("other.qcow2", 4);
        Path moved = Files.createDirectory(folder.resolve("moved")).resolve("base:2.qcow2");
        Files.move(folder.resolve("same.qcow2"), moved);
        run(1, "disk", "rebase", top, "--backing", file("other.qcow2"), "--check");
        run(0, "disk", "rebase", top, "--backing", moved.toString(), "--check");
        qemu("qemu-img", "check", "-q", top);
        Files.delete(folder.resolve("base.qcow2"));
        run(0, "disk", "compare", top, top);
        assertThat(run(1, "disk", "rebase", top, "--backing", top).err()).contains("loop");
        run(1, "disk", "rebase", top, "--backing", file("nothing.qcow2"));
        run(0, "disk", "rebase", top, "--backing", file("other.qcow2"));
        qemu("qemu-img", "check", "-q", top);
    }
}
