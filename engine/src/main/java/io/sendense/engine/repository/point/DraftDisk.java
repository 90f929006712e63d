package io.sendense.engine.repository.point;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.repository.sums.SumsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One disk of a draft: the layer that is written, and its sums. Thread-safe.
///
/// Write whole clusters of 64 KiB (less only at the end of the disk), and tell the sums the same
/// clusters: `seal` refuses a layer and sums that do not define the same ones.
public final class DraftDisk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DraftDisk.class);

    private final Path root;
    private final Path folder;
    private final DraftDiskRequest request;
    private final LayerDevice device;
    private final SumsWriter sums;
    private final Object lock = new Object();

    /// Whether another program writes the layer.
    @GuardedBy("lock")
    private boolean handedOver;

    @GuardedBy("lock")
    private Optional<ManifestDisk> sealed = Optional.empty();

    /// Makes layer and sums in a draft's folder.
    ///
    /// @param packing what the layer's clusters are compressed with; absent to store them as they
    ///   are
    DraftDisk(Path root, Path folder, DraftDiskRequest request, Optional<LayerPacking> packing)
            throws IOException, EngineException {
        this.root = root;
        this.folder = folder;
        this.request = request;
        Path layer = folder.resolve(ManifestDisk.layerName(request.key()));
        Qcow2Image image = LayerImages.create(layer, request);
        this.device =
                new LayerDevice(
                        root,
                        packing.isPresent() ? image.compressing(packing.get().packers()) : image);
        this.sums =
                new SumsWriter(
                        folder.resolve(ManifestDisk.sumsName(request.key())),
                        LayerImages.CLUSTER_BYTES,
                        request.capacityBytes());
    }

    public int key() {
        return request.key();
    }

    public DraftDiskRequest request() {
        return request;
    }

    /// The QCOW2 file that is written.
    public Path layerFile() {
        return folder.resolve(ManifestDisk.layerName(request.key()));
    }

    /// The layer, to be served or written. Its size is the disk's capacity. `seal` closes it.
    public BlockDevice device() {
        return device;
    }

    public SumsWriter sums() {
        return sums;
    }

    /// The first write, zero or flush of the layer that failed, as the problem it is:
    /// `REPOSITORY-NO-SPACE` or `REPOSITORY-WRITE-FAILED`. Whoever wrote through NBD learned only
    /// an error number.
    public Optional<EngineException> failure() {
        return device.failure();
    }

    /// Lets another program write the layer's file: closes it here. From now on `device` is of no
    /// use; `seal` takes what the program has left, once that has ended.
    ///
    /// @return the file
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`
    public Path handOver() throws EngineException {
        synchronized (lock) {
            try {
                device.flush();
                device.close();
                handedOver = true;
                return layerFile().toAbsolutePath();
            } catch (IOException e) {
                throw failure().orElse(StorageFault.ofWrite(root, 0, e).toException(e));
            }
        }
    }

    /// Ends the disk: flushes and closes the layer, flushes both files to stable storage, and
    /// checks that the layer has the right size and that layer and sums define the same clusters.
    ///
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`,
    ///   `TRANSFER-INCOMPLETE`
    /// @throws IllegalStateException it is sealed already
    public void seal(DiskFacts facts) throws EngineException, InterruptedException {
        synchronized (lock) {
            if (sealed.isPresent()) {
                throw new IllegalStateException("disk " + key() + " is sealed already");
            }
            try {
                if (!handedOver) {
                    device.flush();
                    device.close();
                }
                DurableFiles.flushFile(layerFile());
                SumsWriter.Finished finished = sums.finish();
                String metadata = new SealCheck(request, layerFile(), sumsFile()).run();
                StoredLayer layer =
                        new StoredLayer(
                                Files.size(layerFile()),
                                metadata,
                                finished.bytes(),
                                finished.records(),
                                finished.digest().hex());
                sealed = Optional.of(manifestDisk(facts, layer));
            } catch (IOException e) {
                throw failure().orElse(StorageFault.ofWrite(root, 0, e).toException(e));
            }
        }
    }

    private Path sumsFile() {
        return folder.resolve(ManifestDisk.sumsName(key()));
    }

    private ManifestDisk manifestDisk(DiskFacts facts, StoredLayer layer) {
        return new ManifestDisk(
                request.key(),
                request.label(),
                request.controller(),
                request.unitNumber(),
                request.capacityBytes(),
                request.backingUuid(),
                request.parent().map(p -> new LayerParent(p.point().id(), p.key())),
                facts.mode(),
                facts.fullReason(),
                facts.change(),
                layer);
    }

    /// What the manifest will say of it; empty until it is sealed.
    Optional<ManifestDisk> sealed() {
        synchronized (lock) {
            return sealed;
        }
    }

    /// Closes the files if `seal` has not. Repeatable; what fails is logged, as an unsealed disk is
    /// never used.
    @Override
    public void close() {
        try (sums;
                device) {
            // Both are closed by leaving.
        } catch (IOException e) {
            LOG.warn("closing the unfinished layer {}", layerFile(), e);
        }
    }
}
