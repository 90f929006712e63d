package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The features of `engine/doc/features.md` by name, each with files that QEMU made.
abstract class FeatureCases extends RareFeatures {
    /// By their names in the table, in its order.
    Map<String, Case> cases() {
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("version 2", () -> used("compat=0.10"));
        cases.put("version 3", () -> used("compat=1.1"));
        cases.put("cluster sizes", () -> each("cluster_size=", "512", "4k", "64k", "2M"));
        cases.put("refcount widths", () -> each("refcount_bits=", "1", "2", "4", "8", "32", "64"));
        cases.put("preallocation", () -> each("preallocation=", "metadata", "falloc", "full"));
        cases.put("backing file, QCOW2", () -> over("qcow2"));
        cases.put("backing file, raw", () -> over("raw"));
        cases.put("long chain", this::longChain);
        cases.put("backing file elsewhere", this::backedFromElsewhere);
        cases.put("backing file by protocol", this::backedByProtocol);
        cases.put("zero clusters", this::zeroClusters);
        cases.put("zlib", () -> compressed("zlib"));
        cases.put("zstd", () -> compressed("zstd"));
        cases.put("discarded clusters", this::discarded);
        cases.put("extended L2 entries", () -> used("extended_l2=on"));
        cases.put("lazy refcounts", this::lazyRefcounts);
        cases.put("dirty", this::dirty);
        cases.put("corrupt", () -> withIncompatible(FeatureBits.CORRUPT, "marked as corrupt"));
        cases.put("internal snapshots", this::snapshots);
        cases.put("bitmaps", this::bitmaps);
        cases.put("unknown and harmless", this::unknownAndHarmless);
        cases.put("unknown and incompatible", () -> withIncompatible(UNKNOWN_BIT, "bit 40"));
        cases.put("external data file", this::dataFile);
        cases.put("encryption", this::encrypted);
        return cases;
    }

    /// All must come to the same.
    private Verdict each(String option, String... values) throws Exception {
        Verdict verdict = used(option + values[0]);
        for (String value : values) {
            assertThat(used(option + value)).as(option + value).isEqualTo(verdict);
        }
        return verdict;
    }

    private Verdict over(String format) throws Exception {
        ModelDisk model = content();
        Path base = file("base");
        Qemu.img("convert", "-f", "raw", "-O", format, file("model.raw"), base);
        overlay(file("disk.qcow2"), "base", format);
        qemuWrites(file("disk.qcow2"), model, 20);
        return used(model);
    }

    private Verdict longChain() throws Exception {
        ModelDisk model = content();
        Files.copy(file("model.raw"), file("0"));
        for (int i = 1; i <= 100; i++) {
            Path next = i == 100 ? file("disk.qcow2") : file("" + i);
            overlay(next, "" + (i - 1), i == 1 ? "raw" : "qcow2");
            if (i % 20 == 0) {
                qemuWrites(next, model, 3);
            }
        }
        return used(model);
    }

    private Verdict backedFromElsewhere() throws Exception {
        convert("compat=1.1");
        Path inner = Files.createDirectory(file("inner"));
        overlay(inner.resolve("relative"), "../disk.qcow2", "qcow2");
        overlay(inner.resolve("absolute"), file("disk.qcow2").toString(), "qcow2");
        Files.createSymbolicLink(inner.resolve("link"), file("disk.qcow2"));
        overlay(inner.resolve("linked"), "link", "qcow2");
        for (String name : List.of("relative", "absolute", "linked")) {
            assertRefused(inner.resolve(name), "lies outside of");
        }
        return Verdict.REFUSED;
    }

    private Verdict backedByProtocol() throws Exception {
        Path file = file("disk.qcow2");
        for (String name : List.of("nbd://localhost/disk", "json:{\"driver\":\"null-co\"}")) {
            overlay(file, name, "raw", "-u");
            assertRefused(file, "names a protocol");
        }
        return Verdict.REFUSED;
    }

    private Verdict zeroClusters() throws Exception {
        ModelDisk model = convert("cluster_size=64k,preallocation=full");
        Qemu.io(file("disk.qcow2"), "write -z 1M 256k", "write -zu 2M 256k");
        zero(model, 1 << 20, 256 << 10);
        zero(model, 2 << 20, 256 << 10);
        return used(model);
    }

    private Verdict compressed(String type) throws Exception {
        ModelDisk model = convert("compression_type=" + type, "-c");
        assertThat(Qcow2Check.run(file("disk.qcow2")).compressedClusters()).isPositive();
        Verdict verdict = used(model);
        byte[] text = "to be stored small\n".repeat(20_000).getBytes("ASCII");
        try (BlockDevice packing = open(OpenMode.READ_WRITE).compressing()) {
            packing.write(1 << 20, ByteBuffer.wrap(text));
            packing.flush();
        }
        System.arraycopy(text, 0, model.bytes(), 1 << 20, text.length);
        model.store(file("model.raw"));
        Qemu.checkClean(file("disk.qcow2"));
        assertReadAlike("disk.qcow2", model);
        assertThat(Qcow2Check.run(file("disk.qcow2")).compressedClusters()).isPositive();
        return verdict;
    }

    private Verdict discarded() throws Exception {
        ModelDisk model = convert("cluster_size=64k");
        String file = file("disk.qcow2").toString();
        PeerProcess.run("qemu-io", "-f", "qcow2", "-d", "unmap", "-c", "discard 1M 1M", file);
        zero(model, 1 << 20, 1 << 20);
        return used(model);
    }
}
