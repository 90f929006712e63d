package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that qemu-img and qemu-io wrote are read, and where we may also written, by us.
@Tag("peers")
class QemuImagesPeersTest extends QemuMadeImages {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "compat=0.10",
                "compat=0.10,cluster_size=512",
                "compat=0.10,cluster_size=2M",
                "compat=1.1",
                "cluster_size=512",
                "cluster_size=4k",
                "cluster_size=2M",
                "lazy_refcounts=on",
                "refcount_bits=1",
                "refcount_bits=2",
                "refcount_bits=4",
                "refcount_bits=8",
                "refcount_bits=32",
                "refcount_bits=64",
                "refcount_bits=1,cluster_size=512",
                "refcount_bits=64,cluster_size=512",
                "compression_type=zstd",
                "preallocation=metadata",
                "preallocation=falloc",
                "preallocation=full",
                "preallocation=metadata,cluster_size=512",
            })
    void ofEveryShape(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                file("model.raw"),
                file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compression_type=zlib",
                "compression_type=zstd",
                "compression_type=zlib,cluster_size=512",
                "compression_type=zstd,cluster_size=512",
                "compression_type=zlib,cluster_size=2M",
                "compression_type=zstd,cluster_size=2M",
                "compat=0.10,cluster_size=4k"
            })
    void compressed(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-c",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                file("model.raw"),
                file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertWrittenAlike("disk.qcow2", model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compat=0.10", "compat=1.1", "cluster_size=512", "cluster_size=2M"})
    void overABackingFile(String options) throws Exception {
        ModelDisk model = content();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                "cluster_size=8k",
                file("model.raw"),
                file("base.qcow2"));
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                options,
                "-b",
                "base.qcow2",
                "-F",
                "qcow2",
                file("top.qcow2"));
        qemuWrites(file("top.qcow2"), model, 25);
        assertReadAlike("top.qcow2", model);
        assertWrittenAlike("top.qcow2", model);
    }

    @Test
    void inAChainOfAHundredAndTen() throws Exception {
        ModelDisk model = content();
        Files.copy(file("model.raw"), file("0"));
        for (int i = 1; i <= 110; i++) {
            Qemu.img(
                    "create",
                    "-q",
                    "-f",
                    "qcow2",
                    "-b",
                    "" + (i - 1),
                    "-F",
                    i == 1 ? "raw" : "qcow2",
                    file("" + i));
            if (i % 10 == 0) {
                qemuWrites(file("" + i), model, 4);
            }
        }
        assertReadAlike("110", model);
        assertWrittenAlike("110", model);
    }
}
