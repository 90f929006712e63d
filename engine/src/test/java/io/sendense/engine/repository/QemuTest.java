package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.repository.export.DiskExport;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.repository.point.LayerChain;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.run.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A restore point opens with stock tools and none of ours.
@Tag("peers")
class QemuTest {
    private static final long CAPACITY = (64L << 20) + 512;

    @RegisterExtension final SoundRepository sound = new SoundRepository();
    @TempDir Path folder;

    private final LayerPacking packing = LayerPacking.ofAnEngine();
    private final GuestVm vm = new GuestVm();
    private final List<Path> frozen = new ArrayList<>();
    private final List<RestorePoint> points = new ArrayList<>();

    private record Result(int exit, String text) {}

    private static Result qemuImg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Peers.require("qemu-img").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        return new Result(process.waitFor(), out.toString(java.nio.charset.StandardCharsets.UTF_8));
    }

    /// A full and three incrementals, each with a raw file of the guest's disk at that time. Every
    /// other layer is compressed.
    @BeforeEach
    void makePoints() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        GuestDisk disk = vm.disk(2000, CAPACITY);
        for (int run = 0; run < 4; run++) {
            for (int i = 0; i < 60; i++) {
                disk.fill(random.nextLong(disk.clusters()), random);
                disk.fillText(random.nextLong(disk.clusters()), random);
            }
            for (int i = 0; i < 30; i++) {
                disk.zero(random.nextLong(disk.clusters()));
            }
            vm.packing(run % 2 == 0 ? Optional.of(packing) : Optional.empty());
            points.add(vm.backup(sound.get()));
            frozen.add(freeze(disk, folder.resolve("frozen-" + run + ".raw")));
        }
    }

    @AfterEach
    void close() {
        packing.close();
    }

    private static Path freeze(GuestDisk disk, Path file) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long cluster = 0; cluster < disk.clusters(); cluster++) {
                ByteBuffer content = disk.read(cluster);
                while (content.hasRemaining()) {
                    out.write(content);
                }
            }
        }
        return file;
    }

    @Test
    void findsEveryLayerCleanAndEveryPointEqualToItsFrozenDisk() throws Exception {
        for (int run = 0; run < points.size(); run++) {
            Path layer = points.get(run).layer(2000).file();
            Result check = qemuImg("check", layer.toString());
            assertThat(check.exit()).as(check.text()).isZero();
            assertThat(check.text()).contains("No errors were found on the image.");
            assertThat(check.text().contains(" 0.00% compressed clusters"))
                    .as(check.text())
                    .isEqualTo(run % 2 == 1);
            Result compare =
                    qemuImg(
                            "compare",
                            "-f",
                            "qcow2",
                            "-F",
                            "raw",
                            layer.toString(),
                            frozen.get(run).toString());
            assertThat(compare.exit()).as(compare.text()).isZero();
        }
    }

    @Test
    void followsTheBackingChainByRelativeNamesAlsoAfterAMove() throws Exception {
        Path moved = folder.resolve("moved");
        Files.move(points.getFirst().folderOfVm().path(), moved);
        RestorePoint last = points.getLast();
        Path layer =
                moved.resolve("points")
                        .resolve(last.folder().getFileName())
                        .resolve("disk-2000.qcow2");
        Result info = qemuImg("info", "--backing-chain", layer.toString());
        assertThat(info.exit()).as(info.text()).isZero();
        assertThat(info.text().split("\nfile format: qcow2", -1)).hasSize(points.size() + 1);
        RestorePoint below = points.get(points.size() - 2);
        assertThat(info.text())
                .contains(
                        "backing file: ../"
                                + below.folder().getFileName()
                                + "/disk-2000.qcow2 (actual path: ")
                .contains("backing file format: qcow2")
                .contains("compression type: zstd")
                .contains("extended l2: false")
                .contains("cluster_size: 65536")
                .contains("virtual size: 64 MiB (" + CAPACITY + " bytes)");
        Result compare =
                qemuImg("compare", "-F", "raw", layer.toString(), frozen.getLast().toString());
        assertThat(compare.exit()).as(compare.text()).isZero();
    }

    @Test
    void followsTheLongestChainThereMayBe() throws Exception {
        RestorePoint last = points.getLast();
        for (int layers = points.size(); layers < LayerChain.MAX_LAYERS; layers++) {
            last = vm.backup(sound.get(), Optional.of(last));
        }
        assertThat(last.chain(2000).layers()).hasSize(LayerChain.MAX_LAYERS);
        Path layer = last.layer(2000).file();
        Result compare =
                qemuImg("compare", "-F", "raw", layer.toString(), frozen.getLast().toString());
        assertThat(compare.exit()).as(compare.text()).isZero();
        Result info = qemuImg("info", "--backing-chain", layer.toString());
        assertThat(info.text().split("\nfile format: qcow2", -1))
                .hasSize(LayerChain.MAX_LAYERS + 1);
        assertThat(vm.backup(sound.get()).incremental()).isFalse();
    }

    @Test
    void findsExportsEqualToo() throws Exception {
        DiskExport export = new DiskExport();
        for (ExportFormat format : ExportFormat.values()) {
            Path file = folder.resolve("export." + format);
            export.run(points.getLast(), 2000, format, file, Progress.NONE);
            Result compare =
                    qemuImg("compare", "-F", "raw", file.toString(), frozen.getLast().toString());
            assertThat(compare.exit()).as(compare.text()).isZero();
        }
        for (String file : List.of("export.QCOW2", "export.VMDK")) {
            Result check = qemuImg("check", folder.resolve(file).toString());
            assertThat(check.exit()).as(check.text()).isZero();
        }
    }

    @Test
    void canRewriteALayerAndVerifyFindsItStillTheSame() throws Exception {
        // Written by somebody else: the sums hold, only the place of the clusters is another.
        sound.willBeDamaged();
        Path layer = points.getFirst().layer(2000).file();
        Path copy = folder.resolve("copy.qcow2");
        Result convert =
                qemuImg(
                        "convert",
                        "-O",
                        "qcow2",
                        "-o",
                        "compression_type=zstd",
                        "-c",
                        layer.toString(),
                        copy.toString());
        assertThat(convert.exit()).as(convert.text()).isZero();
        Files.move(copy, layer, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(
                        new io.sendense.engine.repository.verify.PointVerifier(2)
                                .verify(points.getLast(), Progress.NONE)
                                .findings())
                .extracting(io.sendense.engine.repository.verify.Finding::kind)
                .contains("BadMetadataDigest")
                .isSubsetOf("SizeMismatch", "BadMetadataDigest");
        DurableFiles.flushFile(layer);
    }
}
