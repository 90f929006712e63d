package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The disk commands on VMware's and Hyper-V's files.
@Timeout(120)
class DiskFilesTest {
    private static final long SIZE = 64 << 20;

    @TempDir private Path folder;

    private Commands.Ran run(Object... arguments) {
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return new Commands(folder.resolve("home")).run(texts);
    }

    private Commands.Ran ok(Object... arguments) {
        Commands.Ran ran = run(arguments);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        return ran;
    }

    private Path makeRaw() throws Exception {
        Path raw = folder.resolve("disk.raw");
        byte[] bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);
        try (BlockDevice disk = RawFileBlockDevice.create(raw, SIZE)) {
            disk.write(5 << 20, ByteBuffer.wrap(bytes));
        }
        return raw;
    }

    @Test
    void copiesDescribesMapsAndComparesAVmdk() throws Exception {
        Path raw = makeRaw();
        Path vmdk = folder.resolve("disk.vmdk");
        Path back = folder.resolve("back.qcow2");
        ok("disk", "copy", raw, vmdk);
        ok("disk", "compare", raw, vmdk);
        ok("disk", "copy", vmdk, back);
        ok("disk", "compare", back, raw);
        var only = ok("disk", "info", vmdk, "--json").json().path("chain").path(0);
        assertThat(only.path("vmdk").path("createType").asString()).isEqualTo("streamOptimized");
        assertThat(only.path("sizeBytes").asLong()).isEqualTo(SIZE);
        var map = ok("disk", "map", vmdk, "--json").json().path("map");
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.path(1).path("start").asLong()).isEqualTo(5 << 20);
        assertThat(map.path(1).path("data").asBoolean()).isTrue();
    }

    @Test
    void leavesNothingOfACopyThatCannotBe() throws Exception {
        Path raw = makeRaw();
        Path vhdx = folder.resolve("disk.vhdx");
        Commands.Ran copy = run("disk", "copy", raw, vhdx, "--format", "vhdx");
        assertThat(copy.code()).isEqualTo(2);
        assertThat(copy.err()).contains("vhdx files are read, not written");
        assertThat(vhdx).doesNotExist();
        for (String option : new String[] {"--sums", "--through-nbd"}) {
            Commands.Ran ordered = run("disk", "copy", raw, folder.resolve("x.vmdk"), option);
            assertThat(ordered.code()).isEqualTo(2);
            assertThat(ordered.err()).contains("do not go with a VMDK");
        }
        Path vmdk = folder.resolve("base.vmdk");
        ok("disk", "copy", raw, vmdk);
        Commands.Ran overlay =
                run("disk", "copy", raw, folder.resolve("x.qcow2"), "--backing", vmdk);
        assertThat(overlay.code()).isEqualTo(1);
        assertThat(overlay.err()).contains("is a vmdk file, and backing files are raw or QCOW2");
        Path descriptor =
                Files.writeString(
                        folder.resolve("bad.vmdk"), "version=1\nRW 8 FLAT \"/etc/passwd\" 0\n");
        Commands.Ran info = run("disk", "info", descriptor);
        assertThat(info.code()).isEqualTo(1);
        assertThat(info.err()).contains("'/etc/passwd'").contains("not a plain name");
    }
}
