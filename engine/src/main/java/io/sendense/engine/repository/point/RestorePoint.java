package io.sendense.engine.repository.point;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.FullReason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A published restore point. Immutable: what it says was read from its manifest once; its files
/// may have been damaged or removed since.
public final class RestorePoint {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePoint.class);

    private final VmFolder folderOfVm;
    private final Path folder;
    private final PointManifest manifest;

    RestorePoint(VmFolder folderOfVm, Path folder, PointManifest manifest) {
        this.folderOfVm = folderOfVm;
        this.folder = folder;
        this.manifest = manifest;
    }

    public PointId id() {
        return manifest.id();
    }

    public VmIdentity vm() {
        return manifest.vm();
    }

    /// When its snapshot was taken.
    public Instant created() {
        return manifest.created();
    }

    public PointManifest manifest() {
        return manifest;
    }

    /// Absolute path of its folder.
    public Path folder() {
        return folder;
    }

    /// The folder of its VM, which holds every point its layers may be backed by.
    public VmFolder folderOfVm() {
        return folderOfVm;
    }

    /// One layer for each disk, in the manifest's order.
    public List<PointLayer> layers() {
        return manifest.disks().stream().map(disk -> new PointLayer(this, disk)).toList();
    }

    /// The layer of one disk.
    ///
    /// @throws EngineException `POINT-DISK-UNKNOWN`
    public PointLayer layer(int key) throws EngineException {
        return manifest.disk(key)
                .map(disk -> new PointLayer(this, disk))
                .orElseThrow(() ->
                        Problem.of(ProblemCode.POINT_DISK_UNKNOWN)
                                .with("point", id().value())
                                .with("disk", Integer.toString(key))
                                .with("disks", keys())
                                .toException());
    }

    private String keys() {
        return manifest.disks().stream()
                .map(disk -> Integer.toString(disk.key()))
                .collect(Collectors.joining(", "));
    }

    /// One disk's layer with everything below it.
    ///
    /// @throws EngineException `POINT-DISK-UNKNOWN`, or `POINT-DAMAGED`: something below is missing
    public LayerChain chain(int key) throws EngineException {
        return LayerChain.of(layer(key));
    }

    /// The layer that a disk of a later run may be backed by: the one with the same backing UUID;
    /// where that UUID occurs twice in either configuration, the one with the same UUID and key;
    /// else none.
    ///
    /// Manifests and the presence of files are looked at, contents are not.
    ///
    /// @param disk one of `disksOfRun`
    /// @param capacityBytes of that disk now
    /// @param disksOfRun all disks of the VM in the run's snapshot
    public ParentLayer parentLayerFor(
            DiskIdentity disk, long capacityBytes, List<DiskIdentity> disksOfRun) {
        Optional<PointLayer> match = match(disk, disksOfRun);
        if (match.isEmpty()) {
            return new ParentLayer.None(FullReason.FIRST_POINT);
        }
        PointLayer layer = match.get();
        if (layer.capacityBytes() != capacityBytes) {
            return new ParentLayer.None(FullReason.RESIZED);
        }
        try {
            if (LayerChain.of(layer).layers().size() < LayerChain.MAX_LAYERS) {
                return new ParentLayer.Found(layer);
            }
        } catch (EngineException e) {
            LOG.warn("{} cannot back a new layer: {}", layer, e.getMessage());
        }
        return new ParentLayer.None(FullReason.PARENT_UNUSABLE);
    }

    private Optional<PointLayer> match(DiskIdentity disk, List<DiskIdentity> disksOfRun) {
        if (disk.backingUuid().isEmpty()) {
            return Optional.empty();
        }
        List<PointLayer> here =
                layers().stream()
                        .filter(l -> l.disk().identity().backingUuid().equals(disk.backingUuid()))
                        .toList();
        long there =
                disksOfRun.stream().filter(d -> d.backingUuid().equals(disk.backingUuid())).count();
        boolean once = here.size() <= 1 && there <= 1;
        return here.stream().filter(layer -> once || layer.key() == disk.key()).findFirst();
    }

    /// Whether any layer is backed by another point's.
    public boolean incremental() {
        return manifest.disks().stream().anyMatch(disk -> disk.parent().isPresent());
    }

    /// Sizes of all its QCOW2 files together.
    public long layerBytes() {
        return manifest.disks().stream().mapToLong(disk -> disk.layer().bytes()).sum();
    }

    /// Two are the same if they are the same folder's.
    @Override
    public boolean equals(Object other) {
        return other instanceof RestorePoint that && folder.equals(that.folder);
    }

    @Override
    public int hashCode() {
        return folder.hashCode();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
