package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Resized images are clean and hold what they held, then zeroes, says qemu-img.
@Tag("peers")
class ResizePeersTest extends JudgedImages {
    private static final String TOP = "top.qcow2";

    private void resize(long size, boolean mayShrink) throws Exception {
        Qcow2Resize.run(file(TOP), size, mayShrink, BackingFiles.within(folder()));
    }

    private Qcow2Image open() throws Exception {
        return Qcow2Image.open(file(TOP), OpenMode.READ_WRITE, BackingFiles.within(folder()));
    }

    @ParameterizedTest
    @CsvSource({"512, 3", "4096, 3", "65536, 3", "2097152, 3", "512, 2", "65536, 2"})
    void growsAndShrinksFilesOfQemu(int cluster, int version) throws Exception {
        ModelDisk model = ModelDisk.of((1 << 20) + 512 * 3);
        Random random = model.random();
        String compat = version == 3 ? "1.1" : "0.10";
        String options = "cluster_size=" + cluster + ",compat=" + compat;
        Qemu.img("create", "-q", "-f", "qcow2", "-o", options, file(TOP), model.size());
        for (int round = 0; round < 6; round++) {
            int size = model.size() + 512 * (1 + random.nextInt(3000));
            resize(size, false);
            model.resize(size);
            judge(TOP, model);
            try (Qcow2Image image = open()) {
                model.assertSame(image);
                fill(image, model, 12);
                int cut = 512 * random.nextInt(400);
                model.zero(image, model.size() - cut, cut);
                model.resize(model.size() - cut);
            }
            resize(model.size(), true);
            judge(TOP, model);
        }
        String info = Qemu.json("info", "--output=json", file(TOP)).path("virtual-size").asString();
        assertThat(info).isEqualTo("" + model.size());
    }

    /// Neither what qemu left behind the end in a last cluster, nor a longer backing file's bytes.
    @ParameterizedTest
    @CsvSource({"3, raw", "3, qcow2", "2, raw"})
    void showsNothingOfALongerBackingFile(int version, String format) throws Exception {
        ModelDisk model = ModelDisk.of(3 << 20);
        byte[] below = new byte[3 << 20];
        model.random().nextBytes(below);
        Files.write(file("base.raw"), below);
        Qemu.img("convert", "-O", format, file("base.raw"), file("base"));
        String compat = version == 3 ? "1.1" : "0.10";
        Object[] create = {
            "create",
            "-q",
            "-f",
            "qcow2",
            "-o",
            "compat=" + compat,
            "-b",
            file("base"),
            "-F",
            format,
            file(TOP),
            (1 << 20) + 5 * 512
        };
        Qemu.img(create);
        System.arraycopy(below, 0, model.bytes(), 0, below.length);
        model.resize((1 << 20) + 5 * 512);
        for (int size : new int[] {(2 << 20) - 512, (2 << 20) + 512, 4 << 20, (4 << 20) + 512}) {
            resize(size, false);
            model.resize(size);
            judge(TOP, model);
        }
    }

    @Test
    void showsNothingThatQemuCutOff() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", file(TOP), 1 << 20);
        Qemu.io(file(TOP), "write -P 7 0 1M");
        Qemu.img("resize", "-q", "-f", "qcow2", "--shrink", file(TOP), 512);
        resize(1 << 20, false);
        ModelDisk model = new ModelDisk(1 << 20, 0);
        Arrays.fill(model.bytes(), 0, 512, (byte) 7);
        judge(TOP, model);
    }

    @Test
    void keepsInternalSnapshots() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", "-o", "cluster_size=512", file(TOP), 1 << 20);
        Qemu.io(file(TOP), "write -P 7 0 1M");
        Qemu.img("snapshot", "-c", "then", file(TOP));
        resize(8 << 20, false);
        try (Qcow2Image image = open()) {
            image.write(1 << 19, ByteBuffer.allocate(1 << 20));
        }
        Qemu.checkClean(file(TOP));
        Qemu.img("snapshot", "-a", "then", file(TOP));
        Qemu.checkClean(file(TOP));
        ModelDisk model = new ModelDisk(1 << 20, 0);
        Arrays.fill(model.bytes(), (byte) 7);
        Qemu.compare(file(TOP), model.store(file("model.raw")));
    }

    /// The L1 table needs more clusters than one refcount block counts, and a refcount table that
    /// grows.
    @Test
    void growsByFarMoreThanTheTablesWereMadeFor() throws Exception {
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "cluster_size=512,refcount_bits=64",
                file(TOP),
                512);
        Qemu.io(file(TOP), "write -P 9 0 512");
        resize(32L << 30, false);
        Qemu.checkClean(file(TOP));
        assertThat(Qcow2Check.run(file(TOP)).clean()).isTrue();
        try (Qcow2Image image = open()) {
            ByteBuffer first = ByteBuffer.allocate(1024);
            image.read(0, first);
            assertThat(first.get(511)).isEqualTo((byte) 9);
            assertThat(first.get(512)).isZero();
            image.write((32L << 30) - 512, ByteBuffer.allocate(512).put(3, (byte) 1));
        }
        Qemu.checkClean(file(TOP));
        assertThatThrownBy(() -> resize(1L << 50, false)).hasMessageContaining("larger clusters");
        Qemu.checkClean(file(TOP));
    }

    @Test
    void refusesToLoseData() throws Exception {
        Qemu.img("create", "-q", "-f", "qcow2", file(TOP), 4 << 20);
        Qemu.io(file(TOP), "write -P 7 3M 512");
        byte[] before = Files.readAllBytes(file(TOP));
        assertThatThrownBy(() -> resize(1 << 20, false)).hasMessageContaining("not asked for");
        assertThatThrownBy(() -> resize(1 << 20, true)).hasMessageContaining("holds data");
        assertThatThrownBy(() -> resize(1000, true)).hasMessageContaining("no multiple");
        assertThat(Files.readAllBytes(file(TOP))).isEqualTo(before);
        resize((3 << 20) + 512, true);
        Qemu.checkClean(file(TOP));
    }
}
