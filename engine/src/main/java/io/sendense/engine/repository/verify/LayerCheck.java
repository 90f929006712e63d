package io.sendense.engine.repository.verify;

import io.sendense.engine.disk.qcow2.BackingName;
import io.sendense.engine.disk.qcow2.MetadataDigest;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.repository.point.LayerImages;
import io.sendense.engine.repository.point.LayerWalk;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.StoredLayer;
import io.sendense.engine.repository.sums.SumsFormatException;
import io.sendense.engine.repository.sums.SumsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// Checks one layer by itself: file, head, tables, sums, contents. Confined to one thread.
final class LayerCheck {
    private final PointLayer layer;
    private final Optional<PointLayer> parent;
    private final Depth depth;
    private final ReadPool pool;
    private final LayerProgress progress;
    private final LayerFindings findings = new LayerFindings();

    /// How much of a layer is looked at.
    enum Depth {
        /// Everything but the guest's data.
        STRUCTURE,
        /// Every byte.
        CONTENTS
    }

    /// @param parent the layer that backs it, as far as that is known
    LayerCheck(
            PointLayer layer,
            Optional<PointLayer> parent,
            Depth depth,
            ReadPool pool,
            LayerProgress progress) {
        this.layer = layer;
        this.parent = parent;
        this.depth = depth;
        this.pool = pool;
        this.progress = progress;
    }

    /// How many bytes there are to compare in a layer, by its manifest.
    static long plannedBytes(PointLayer layer) {
        return Math.min(
                layer.capacityBytes(),
                layer.disk().layer().sumsRecords() * LayerImages.CLUSTER_BYTES);
    }

    /// All that is wrong with it.
    List<Finding> run() throws InterruptedException {
        progress.layer(layer.disk().label());
        if (!Files.isRegularFile(layer.file())) {
            findings.add(new Finding.MissingLayer(layer.point().id(), layer.key(), layer.file()));
            return findings.all();
        }
        try (Qcow2Image image = LayerImages.openAlone(layer.file(), layer.capacityBytes())) {
            checkHead(image);
            checkMetadata();
            checkSums(image);
        } catch (IOException e) {
            findings.add(
                    new Finding.UnreadableLayer(
                            layer.point().id(), layer.key(), layer.file(), Causes.cause(e)));
        }
        return findings.all();
    }

    private void checkHead(Qcow2Image image) throws IOException {
        StoredLayer stored = layer.disk().layer();
        checkSize(false, stored.bytes(), Files.size(layer.file()));
        checkSize(true, layer.capacityBytes(), image.size());
        Optional<String> found = image.header().extensions().backing().map(BackingName::name);
        Optional<String> expected = parent.map(PointLayer::backingName);
        boolean known = layer.disk().parent().isEmpty() || expected.isPresent();
        if (known && !found.equals(expected)) {
            findings.add(
                    new Finding.WrongBacking(
                            layer.point().id(), layer.key(), layer.file(), expected, found));
        }
    }

    private void checkSize(boolean ofDisk, long expectedBytes, long foundBytes) {
        if (expectedBytes != foundBytes) {
            findings.add(
                    new Finding.SizeMismatch(
                            layer.point().id(),
                            layer.key(),
                            layer.file(),
                            ofDisk,
                            expectedBytes,
                            foundBytes));
        }
    }

    private void checkMetadata() throws InterruptedException {
        String expected = layer.disk().layer().metadataSha256();
        try {
            String found = MetadataDigest.sha256(layer.file());
            if (!expected.equals(found)) {
                badMetadata(
                        Cause.of(CauseCode.METADATA_DIFFERS)
                                .with("found", found)
                                .with("expected", expected));
            }
        } catch (IOException e) {
            badMetadata(Cause.of(CauseCode.METADATA_UNREADABLE).because(e));
        }
    }

    private void badMetadata(Cause cause) {
        findings.add(
                new Finding.BadMetadataDigest(
                        layer.point().id(), layer.key(), layer.file(), cause));
    }

    private void checkSums(Qcow2Image image) throws IOException, InterruptedException {
        try (SumsReader sums = SumsReader.open(layer.sumsFile())) {
            String found = sums.fileDigest().hex();
            String expected = layer.disk().layer().sumsSha256();
            if (!found.equals(expected)) {
                noSums(
                        Cause.of(CauseCode.SHA256_DIFFERS)
                                .with("path", String.valueOf(layer.sumsFile().getFileName()))
                                .with("found", found)
                                .with("expected", expected));
                return;
            }
            if (image.size() == sums.header().capacityBytes()) {
                checkContents(image, sums);
            }
        } catch (SumsFormatException | NoSuchFileException e) {
            noSums(Causes.cause(e));
        }
    }

    private void noSums(Cause cause) {
        findings.add(
                new Finding.MissingSums(layer.point().id(), layer.key(), layer.sumsFile(), cause));
    }

    private void checkContents(Qcow2Image image, SumsReader sums)
            throws IOException, InterruptedException {
        ContentCheck contents = new ContentCheck(layer, image, depth, pool, findings, progress);
        try {
            new LayerWalk(image, layer.disk().parent().isEmpty()).run(sums.cursor(0), contents);
            contents.finish();
        } catch (InterruptedException e) {
            contents.abandon();
            throw e;
        } finally {
            pool.await();
            progress.tell();
        }
    }
}
