package io.sendense.engine.repository.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.Language;
import io.sendense.engine.repository.GuestDisk;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.SoundRepository;
import io.sendense.engine.repository.point.LayerImages;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.run.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PointVerifierTest {
    private static final long CAPACITY = (20L << 20) + 4096;
    private static final int CLUSTER = 65536;

    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private final Random random = new Random(3);
    private final GuestVm vm = new GuestVm();
    private final PointVerifier verifier = new PointVerifier(2);
    private GuestDisk disk;
    private RestorePoint full;
    private RestorePoint incremental;

    /// A full with clusters 0-39 and the last, and an incremental that changes 5 and zeroes 6.
    @BeforeEach
    void makePoints() throws Exception {
        disk = vm.disk(2000, CAPACITY);
        vm.disk(2001, 1 << 20).fill(2, random);
        for (int cluster = 0; cluster < 40; cluster++) {
            disk.fill(cluster, random);
        }
        disk.fill(disk.clusters() - 1, random);
        full = vm.backup(sound.get());
        disk.fill(5, random).zero(6);
        incremental = vm.backup(sound.get());
    }

    private List<Finding> findings(RestorePoint point) throws Exception {
        return verifier.verify(point, Progress.NONE).findings();
    }

    private static <F extends Finding> F only(List<Finding> findings, Class<F> kind) {
        assertThat(findings).singleElement().isInstanceOf(kind);
        return kind.cast(findings.getFirst());
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int old = bytes.read();
            bytes.seek(offset);
            bytes.write(old ^ 0x10);
        }
    }

    /// Where in the layer's file a guest cluster is stored.
    private static long hostOffset(PointLayer layer, long cluster) throws IOException {
        try (Qcow2Image image = LayerImages.openAlone(layer.file(), layer.capacityBytes())) {
            long offset = cluster * CLUSTER;
            return image.layerStatus(offset, Math.min(CLUSTER, image.size() - offset))
                    .getFirst()
                    .hostOffset()
                    .orElseThrow();
        }
    }

    @Test
    void findsNothingWrongWithWhatWasPublished() throws Exception {
        VerifyReport report = verifier.verify(incremental, Progress.NONE);
        assertThat(report.findings()).isEmpty();
        assertThat(report.sound()).isTrue();
        // 40 whole clusters and 4096 bytes, one of disk 2001, and two of the incremental.
        assertThat(report.checkedBytes()).isEqualTo(43L * CLUSTER + 4096);
        assertThat(verifier.verify(full, Progress.NONE).checkedBytes())
                .isEqualTo(41L * CLUSTER + 4096);
    }

    @Test
    void findsAFlippedByteOfData() throws Exception {
        sound.willBeDamaged();
        flip(full.layer(2000).file(), hostOffset(full.layer(2000), 17) + 1000);
        Finding.BadChecksum found = only(findings(incremental), Finding.BadChecksum.class);
        assertThat(found.point()).isEqualTo(full.id());
        assertThat(found.disk()).isEqualTo(2000);
        assertThat(found.cluster()).isEqualTo(17);
        assertThat(found.offset()).isEqualTo(17L * CLUSTER);
        assertThat(found.loss()).isEqualTo(Loss.SOME_BYTES);
        assertThat(text(found))
                .contains(
                        "cluster 17 at offset 1,114,112",
                        found.expected().hex(),
                        found.actual().hex());
        assertThat(verifier.verify(incremental, Progress.NONE).sound()).isFalse();
    }

    @Test
    void findsAFlippedByteInTheLastPartialCluster() throws Exception {
        sound.willBeDamaged();
        long last = disk.clusters() - 1;
        flip(full.layer(2000).file(), hostOffset(full.layer(2000), last) + 4095);
        assertThat(only(findings(full), Finding.BadChecksum.class).cluster()).isEqualTo(last);
    }

    @Test
    void findsFlippedBytesOfTheTables() throws Exception {
        sound.willBeDamaged();
        PointLayer layer = incremental.layer(2000);
        byte[] whole = Files.readAllBytes(layer.file());
        // The L2 table is the cluster that holds the entry of cluster 5.
        long entry = hostOffset(layer, 5) | 1L << 63;
        int table = -1;
        for (int at = 0; at < whole.length && table < 0; at += 8) {
            if (java.nio.ByteBuffer.wrap(whole).getLong(at) == entry && at % CLUSTER == 5 * 8) {
                table = at;
            }
        }
        assertThat(table).isPositive();
        for (int within : new int[] {5, 3}) {
            flip(layer.file(), table + within);
            assertThat(findings(incremental))
                    .as("byte %d of the entry", within)
                    .anyMatch(found ->
                            found instanceof Finding.BadMetadataDigest
                                    && found.loss() == Loss.DISK);
            Files.write(layer.file(), whole);
        }
        assertThat(findings(incremental)).isEmpty();
    }

    /// No guest would notice, and no sum covers it.
    @Test
    void findsAFlippedBitOfTheRefcountsAndNamesTheDisk() throws Exception {
        sound.willBeDamaged();
        Path file = full.layer(2000).file();
        // Behind the header come one cluster of refcount table and its first block.
        for (long place : new long[] {CLUSTER + 8, 2L * CLUSTER + 11}) {
            flip(file, place);
            assertThat(text(only(findings(full), Finding.BadMetadataDigest.class)))
                    .startsWith(
                            "Disk 2000: header, tables and refcounts of "
                                    + file
                                    + " have the SHA-256 ")
                    .contains(full.layer(2000).disk().layer().metadataSha256());
            flip(file, place);
        }
        assertThat(findings(full)).isEmpty();
    }

    @Test
    void findsAFlippedByteOfTheHead() throws Exception {
        sound.willBeDamaged();
        Path file = incremental.layer(2000).file();
        flip(file, 0);
        assertThat(findings(incremental))
                .singleElement()
                .isInstanceOf(Finding.UnreadableLayer.class);
        flip(file, 0);
        flip(file, 29);
        assertThat(findings(incremental))
                .extracting(Finding::kind)
                .contains("SizeMismatch", "BadMetadataDigest");
    }

    @Test
    void findsAFlippedByteOfTheSums() throws Exception {
        sound.willBeDamaged();
        Path sums = full.layer(2000).sumsFile();
        for (long offset : new long[] {0, 30, 64 + 3, 64 + 20, Files.size(sums) - 1}) {
            flip(sums, offset);
            Finding.MissingSums found = only(findings(full), Finding.MissingSums.class);
            assertThat(found.loss()).isEqualTo(Loss.PROOF);
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            flip(sums, offset);
        }
        Files.delete(sums);
        assertThat(text(only(findings(full), Finding.MissingSums.class)))
                .contains("disk-2000.sums is missing");
    }

    @Test
    void findsAFlippedByteOfTheManifest() throws Exception {
        sound.willBeDamaged();
        Path manifest = incremental.folder().resolve("point.json");
        flip(manifest, Files.size(manifest) / 2);
        Finding.BadManifest found = only(findings(incremental), Finding.BadManifest.class);
        assertThat(found.loss()).isEqualTo(Loss.POINT);
        assertThat(sound.get().points()).containsExactly(full);
        VerifyReport report = PointVerifier.report(sound.get().scan().unreadable().getFirst());
        assertThat(report.point()).isEqualTo(incremental.id());
        assertThat(report.sound()).isFalse();
    }

    @Test
    void findsADamagedManifestOfTheBase() throws Exception {
        sound.willBeDamaged();
        flip(full.folder().resolve("point.json"), 200);
        assertThat(findings(incremental))
                .hasSize(2)
                .allSatisfy(found -> {
                    assertThat(found).isInstanceOf(Finding.BadManifest.class);
                    assertThat(found.point()).isEqualTo(full.id());
                });
    }

    @Test
    void findsThatTheBaseIsMissing() throws Exception {
        sound.willBeDamaged();
        DurableFiles.deleteTree(full.folder());
        List<Finding> found = findings(incremental);
        assertThat(found)
                .hasSize(2)
                .allSatisfy(missing -> {
                    assertThat(missing).isInstanceOf(Finding.MissingBase.class);
                    assertThat(((Finding.MissingBase) missing).base()).isEqualTo(full.id());
                    assertThat(missing.loss()).isEqualTo(Loss.DISK);
                });
        assertThat(found).extracting(Finding::disk).containsExactly(2000, 2001);
    }

    @Test
    void findsThatALayerIsMissing() throws Exception {
        sound.willBeDamaged();
        Files.delete(full.layer(2001).file());
        assertThat(only(findings(full), Finding.MissingLayer.class).disk()).isEqualTo(2001);
        assertThat(text(only(findings(incremental), Finding.MissingBase.class)))
                .contains("disk-2001.qcow2 is missing");
    }

    @Test
    void findsALayerThatWasCutOff() throws Exception {
        sound.willBeDamaged();
        Path file = full.layer(2000).file();
        long size = Files.size(file);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size - 3L * CLUSTER);
        }
        assertThat(findings(full))
                .anyMatch(found ->
                        found instanceof Finding.SizeMismatch mismatch
                                && mismatch.foundBytes() == size - 3L * CLUSTER
                                && mismatch.expectedBytes() == size)
                .anyMatch(found ->
                        found instanceof Finding.UnreadableLayer
                                || found instanceof Finding.BadChecksum);
    }

    @Test
    void findsALayerOfAnotherPoint() throws Exception {
        sound.willBeDamaged();
        Path mine = incremental.layer(2000).file();
        Files.copy(
                full.layer(2000).file(), mine, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings(incremental))
                .extracting(Finding::kind)
                .contains("WrongBacking", "SumsMissingCluster", "BadChecksum");
        assertThat(findings(incremental))
                .filteredOn(found -> found instanceof Finding.WrongBacking)
                .singleElement()
                .extracting(PointVerifierTest::text)
                .asString()
                .contains(
                        "backed by nothing, expected was ../"
                                + full.folder().getFileName()
                                + "/disk-2000.qcow2");
    }

    @Test
    void findsClustersThatTheLayerLost() throws Exception {
        sound.willBeDamaged();
        PointLayer layer = full.layer(2000);
        // An empty layer in the place of the full one.
        Files.delete(layer.file());
        Qcow2Image.create(layer.file(), io.sendense.engine.disk.qcow2.Qcow2Options.ofSize(CAPACITY))
                .close();
        List<Finding> found = findings(full);
        assertThat(found)
                .filteredOn(f -> f instanceof Finding.SumsMissingCluster)
                .containsExactly(
                        new Finding.SumsMissingCluster(
                                full.id(),
                                2000,
                                Finding.SumsMissingCluster.Side.LAYER,
                                0,
                                40L * CLUSTER),
                        new Finding.SumsMissingCluster(
                                full.id(),
                                2000,
                                Finding.SumsMissingCluster.Side.LAYER,
                                (disk.clusters() - 1) * CLUSTER,
                                4096));
    }

    @Test
    void listsAtMostAHundredOfAKindAndCountsTheRest() throws Exception {
        sound.willBeDamaged();
        GuestDisk large = vm.disk(2002, 30L << 20);
        for (int cluster = 0; cluster < 150; cluster++) {
            large.fill(cluster, random);
        }
        RestorePoint point = vm.backup(sound.get());
        PointLayer layer = point.layer(2002);
        for (int cluster = 0; cluster < 150; cluster++) {
            flip(layer.file(), hostOffset(layer, cluster));
        }
        List<Finding> found = findings(point);
        assertThat(found).hasSize(101);
        assertThat(found)
                .last()
                .isEqualTo(new Finding.More(point.id(), 2002, "BadChecksum", Loss.SOME_BYTES, 50));
    }

    @Test
    void findsChangedFilesAndOrphanedLayers() throws Exception {
        sound.willBeDamaged();
        flip(full.folder().resolve("config.xml"), 5);
        Files.delete(full.folder().resolve("nvram"));
        Files.writeString(full.folder().resolve("disk-7.qcow2"), "x");
        List<Finding> found = findings(full);
        assertThat(found)
                .extracting(Finding::kind)
                .containsExactly("BadFile", "BadFile", "OrphanLayer");
        assertThat(found).last().extracting(Finding::severity).isEqualTo(Severity.NOTICE);
        Files.delete(full.folder().resolve("config.xml"));
        assertThat(verifier.verify(incremental, Progress.NONE).sound()).isTrue();
    }

    @Test
    void readsALayerThatManyPointsNeedOnce() throws Exception {
        RestorePoint third = vm.backup(sound.get());
        AtomicLong last = new AtomicLong();
        List<VerifyReport> reports =
                verifier.verifyAll(
                        List.of(third, incremental, full), (what, done, total) -> last.set(done));
        assertThat(reports).extracting(VerifyReport::sound).containsOnly(true);
        assertThat(reports.getFirst().checkedBytes()).isEqualTo(43L * CLUSTER + 4096);
        assertThat(last.get()).isEqualTo(43L * CLUSTER + 4096);
    }

    @Test
    void tellsItsProgressUpToTheEnd() throws Exception {
        List<Long> done = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        verifier.verify(
                incremental,
                (what, doneBytes, totalBytes) -> {
                    assertThat(what).startsWith("Hard disk");
                    done.add(doneBytes);
                    totals.add(totalBytes);
                });
        assertThat(done).isSorted();
        assertThat(done.getLast()).isEqualTo(43L * CLUSTER + 4096);
        assertThat(totals).allMatch(total -> total >= 43L * CLUSTER + 4096);
    }

    @Test
    void endsSoonWhenInterrupted() throws Exception {
        Thread me = Thread.currentThread();
        AtomicLong calls = new AtomicLong();
        Progress interrupting =
                (what, done, total) -> {
                    if (calls.incrementAndGet() == 2) {
                        me.interrupt();
                    }
                };
        assertThatThrownBy(() -> verifier.verify(incremental, interrupting))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(findings(incremental)).isEmpty();
    }

    @Test
    void refusesAPointThatIsGone() throws Exception {
        DurableFiles.deleteTree(incremental.folder());
        assertThatThrownBy(() -> findings(incremental))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("POINT-UNKNOWN");
    }

    private static String text(Finding found) {
        GermanTexts.assertGerman(
                found.kind(), new ArgumentText(Language.GERMAN).sentence(found.found()));
        return ArgumentText.english().sentence(found.found());
    }
}
