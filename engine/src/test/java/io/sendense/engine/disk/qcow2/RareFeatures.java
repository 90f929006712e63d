package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Features that are not for the disk's bytes: states, snapshots, bitmaps, what nobody knows.
abstract class RareFeatures extends FeatureFiles {
    static final long UNKNOWN_BIT = 1L << 40;
    private static final int UNKNOWN_EXTENSION = 0x12345678;

    Verdict lazyRefcounts() throws Exception {
        assertThat(used("lazy_refcounts=on")).isEqualTo(Verdict.SUPPORTED);
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            image.write(0, ByteBuffer.allocate(100_000));
            try (Qcow2Image meanwhile = open(OpenMode.READ_ONLY)) {
                assertThat(meanwhile.header().features().lazyRefcounts()).isTrue();
                assertThat(meanwhile.header().features().dirty()).isFalse();
            }
        }
        return Verdict.IGNORED;
    }

    Verdict dirty() throws Exception {
        ModelDisk model = convert("lazy_refcounts=on");
        Arrays.fill(model.bytes(), 0, 70_000, (byte) 5);
        model.store(file("model.raw"));
        PeerProcess.runToAnyEnd(
                "qemu-io",
                "-f",
                "qcow2",
                "-c",
                "write -P 5 0 70000",
                "-c",
                "flush",
                "-c",
                "abort",
                file("disk.qcow2").toString());
        return used(model);
    }

    /// @param words of what is refused, reading or writing
    Verdict withIncompatible(long bit, String words) throws Exception {
        ModelDisk model = convert("compat=1.1");
        try (DamagedImage image = DamagedImage.open(file("disk.qcow2"))) {
            image.put(HeaderField.INCOMPATIBLE, bit);
        }
        assertThatThrownBy(() -> open(OpenMode.READ_WRITE)).hasMessageContaining(words);
        return bit == UNKNOWN_BIT ? refused(words) : used(model);
    }

    private Verdict refused(String words) {
        assertRefused(file("disk.qcow2"), words);
        return Verdict.REFUSED;
    }

    Verdict snapshots() throws Exception {
        ModelDisk model = convert("cluster_size=16k");
        byte[] first = model.bytes().clone();
        Qemu.img("snapshot", "-c", "first", file("disk.qcow2"));
        qemuWrites(file("disk.qcow2"), model, 20);
        assertThat(used(model)).isEqualTo(Verdict.SUPPORTED);
        Qemu.img("snapshot", "-a", "first", file("disk.qcow2"));
        System.arraycopy(first, 0, model.bytes(), 0, first.length);
        model.store(file("model.raw"));
        assertReadAlike("disk.qcow2", model);
        return Verdict.IGNORED;
    }

    Verdict bitmaps() throws Exception {
        ModelDisk model = convert("compat=1.1");
        Qemu.img("bitmap", "--add", file("disk.qcow2"), "changes");
        assertThat(Qemu.img("info", file("disk.qcow2"))).contains("name: changes");
        assertReadAlike("disk.qcow2", model);
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            model.write(image, 1 << 20, 1 << 20);
        }
        model.store(file("model.raw"));
        Qemu.compare(file("disk.qcow2"), file("model.raw"));
        assertThat(Qemu.img("info", file("disk.qcow2"))).doesNotContain("name: changes");
        Qcow2Check.repairLeaks(file("disk.qcow2"));
        Qemu.checkClean(file("disk.qcow2"));
        return Verdict.IGNORED;
    }

    Verdict unknownAndHarmless() throws Exception {
        ModelDisk model = convert("compat=1.1");
        long place;
        try (DamagedImage image = DamagedImage.open(file("disk.qcow2"))) {
            place = image.get(HeaderField.HEADER_BYTES) >>> 32;
            while (image.get(place) >>> 32 != HeaderField.EXTENSION_END) {
                place += 8 + (((image.get(place) & 0xffff_ffffL) + 7) & ~7L);
            }
            image.put(place, (long) UNKNOWN_EXTENSION << 32 | 5);
            image.put(place + 8, 0x0102030405000000L);
            image.put(place + 16, 0);
            image.put(HeaderField.COMPATIBLE, UNKNOWN_BIT);
            image.put(HeaderField.AUTOCLEAR, UNKNOWN_BIT);
        }
        assertThat(used(model)).isEqualTo(Verdict.SUPPORTED);
        try (DamagedImage image = DamagedImage.open(file("disk.qcow2"))) {
            assertThat(image.get(place)).isEqualTo((long) UNKNOWN_EXTENSION << 32 | 5);
            assertThat(image.get(place + 8)).isEqualTo(0x0102030405000000L);
            assertThat(image.get(HeaderField.COMPATIBLE)).isEqualTo(UNKNOWN_BIT);
            assertThat(image.get(HeaderField.AUTOCLEAR)).isZero();
        }
        return Verdict.IGNORED;
    }

    Verdict dataFile() throws Exception {
        convert("data_file=" + file("data"));
        refused("an external data file");
        convert("data_file=" + file("data") + ",data_file_raw=on");
        return refused("an external data file");
    }

    Verdict encrypted() throws Exception {
        for (String format : List.of("luks", "aes")) {
            encrypt(format);
            refused(format.equals("luks") ? "LUKS encryption" : "AES encryption");
        }
        return Verdict.REFUSED;
    }

    /// QEMU 7.2 measures how fast it hashes, and gives up on one measurement in three or so:
    /// "Unable to get accurate CPU usage".
    private void encrypt(String format) throws Exception {
        String options = "encrypt.format=" + format + ",encrypt.key-secret=s";
        String said = "";
        for (int tries = 0; tries < 30; tries++) {
            said =
                    PeerProcess.runToAnyEnd(
                            "qemu-img",
                            "create",
                            "-q",
                            "-f",
                            "qcow2",
                            "--object",
                            "secret,id=s,data=open",
                            "-o",
                            format.equals("luks") ? options + ",encrypt.iter-time=10" : options,
                            file("disk.qcow2").toString(),
                            "1M");
            if (!said.contains("Unable to get accurate CPU usage")) {
                break;
            }
        }
        assertThat(said).as("qemu-img on %s", format).isEmpty();
    }
}
