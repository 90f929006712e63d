package io.sendense.engine.repository.point;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A restore point in the making: a folder that no listing shows until `publish` renames it. That
/// rename is the only commit point. Thread-safe; disks may be written and sealed in parallel.
///
/// Closing an unpublished draft removes it. If the process dies, the next sweep does.
public final class RestorePointDraft implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePointDraft.class);
    private static final int ATTEMPTS = 100;

    private final VmFolder vmFolder;
    private final VmIdentity vm;
    private final Instant created;
    private final PointId id;
    private final DraftLock draftLock;
    private final Path folder;
    private final Consumer<RestorePointDraft> onClosed;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final TreeMap<Integer, DraftDisk> disks = new TreeMap<>();

    @GuardedBy("lock")
    private final TreeMap<String, StoredFile> files = new TreeMap<>();

    @GuardedBy("lock")
    private State state = State.OPEN;

    private enum State {
        OPEN,
        PUBLISHED,
        CLOSED
    }

    private RestorePointDraft(
            VmFolder vmFolder,
            VmIdentity vm,
            Instant created,
            Lease lease,
            Consumer<RestorePointDraft> onClosed) {
        this.onClosed = onClosed;
        this.vmFolder = vmFolder;
        this.vm = vm;
        this.created = created;
        this.id = lease.id();
        this.draftLock = lease.lock();
        this.folder = lease.folder();
    }

    /// An id with its lock and folder.
    private record Lease(PointId id, DraftLock lock, Path folder) {}

    /// Starts a draft of a VM.
    ///
    /// @param vmFolder the VM's folder, which may not exist yet
    /// @param created when the snapshot was taken
    /// @param onClosed told when the draft is closed
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`
    public static RestorePointDraft start(
            VmFolder vmFolder,
            VmIdentity vm,
            Instant created,
            RandomGenerator random,
            Consumer<RestorePointDraft> onClosed)
            throws EngineException {
        try {
            DurableFiles.createFolders(vmFolder.pointsFolder());
            return new RestorePointDraft(vmFolder, vm, created, lease(vmFolder, random), onClosed);
        } catch (IOException e) {
            throw StorageFault.ofWrite(vmFolder.root(), 0, e).toException(e);
        }
    }

    private static Lease lease(VmFolder vmFolder, RandomGenerator random) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PointId id = PointId.random(random);
            Optional<DraftLock> lock = DraftLock.create(vmFolder.pointsFolder(), id);
            if (lock.isPresent()) {
                Path folder = vmFolder.pointsFolder().resolve(PointFolderName.draft(id));
                try {
                    Files.createDirectory(folder);
                } catch (IOException e) {
                    try (DraftLock _ = lock.get()) {
                        throw e;
                    }
                }
                return new Lease(id, lock.get(), folder);
            }
        }
        throw new IOException("no lock for a draft in " + vmFolder.pointsFolder());
    }

    public PointId id() {
        return id;
    }

    public VmIdentity vm() {
        return vm;
    }

    /// When the snapshot was taken.
    public Instant created() {
        return created;
    }

    /// The draft's folder; `publish` renames it.
    public Path folder() {
        return folder;
    }

    /// Makes the layer of a disk, ready to be written, whose clusters are stored as they are.
    ///
    /// @throws EngineException as the other `disk`
    public DraftDisk disk(DraftDiskRequest request) throws EngineException {
        return disk(request, Optional.empty());
    }

    /// Makes the layer of a disk, ready to be written.
    ///
    /// @param packing what its clusters are compressed with, where that saves something; stays open
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`; `POINT-DAMAGED`:
    ///   the parent's chain cannot be used
    /// @throws IllegalArgumentException the key is there already, or the parent is of another VM or
    ///   backs another disk of this draft
    public DraftDisk disk(DraftDiskRequest request, Optional<LayerPacking> packing)
            throws EngineException {
        synchronized (lock) {
            requireOpen();
            check(request);
            try {
                DraftDisk disk = new DraftDisk(vmFolder.root(), folder, request, packing);
                disks.put(request.key(), disk);
                return disk;
            } catch (IOException e) {
                throw StorageFault.ofWrite(vmFolder.root(), 0, e).toException(e);
            }
        }
    }

    /// Removes the layer of a disk that was not sealed, so that it can be made anew. Nobody may
    /// write it any more. No effect where there is none.
    ///
    /// @throws EngineException `REPOSITORY-WRITE-FAILED`: its files cannot be removed
    /// @throws IllegalStateException it is sealed
    public void discard(int key) throws EngineException {
        synchronized (lock) {
            requireOpen();
            DraftDisk disk = disks.get(key);
            if (disk != null) {
                if (disk.sealed().isPresent()) {
                    throw new IllegalStateException("disk " + key + " is sealed");
                }
                disk.close();
            }
            try {
                // Also those of a layer that could not be made.
                Files.deleteIfExists(folder.resolve(ManifestDisk.layerName(key)));
                Files.deleteIfExists(folder.resolve(ManifestDisk.sumsName(key)));
            } catch (IOException e) {
                throw StorageFault.ofWrite(vmFolder.root(), 0, e).toException(e);
            }
            disks.remove(key);
        }
    }

    @GuardedBy("lock")
    private void check(DraftDiskRequest request) {
        if (disks.containsKey(request.key())) {
            throw new IllegalArgumentException("the draft has a disk " + request.key());
        }
        if (request.parent().isEmpty()) {
            return;
        }
        PointLayer parent = request.parent().get();
        if (!parent.point().folderOfVm().equals(vmFolder)) {
            throw new IllegalArgumentException(
                    parent + " is in " + parent.point().folderOfVm().path());
        }
        for (DraftDisk other : disks.values()) {
            if (other.request().parent().equals(request.parent())) {
                throw new IllegalArgumentException(
                        parent + " backs disk " + other.key() + " already");
            }
        }
    }

    /// Stores the VM's configuration, as the server sent it.
    public void configuration(String configXml) throws EngineException {
        store(StoredFile.CONFIGURATION, configXml.getBytes(StandardCharsets.UTF_8));
    }

    /// Stores the VM's non-volatile memory.
    public void nvram(byte[] content) throws EngineException {
        store(StoredFile.NVRAM, content);
    }

    private void store(String name, byte[] content) throws EngineException {
        synchronized (lock) {
            requireOpen();
            try {
                DurableFiles.replace(folder.resolve(name), content);
            } catch (IOException e) {
                throw StorageFault.ofWrite(vmFolder.root(), content.length, e).toException(e);
            }
            files.put(name, new StoredFile(name, content.length, Sha256.of(content).hex()));
        }
    }

    /// Makes the draft a restore point, or leaves it a draft: nothing in between can be seen, at
    /// any moment.
    ///
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`; `POINT-DAMAGED`: a
    ///   parent is no longer there
    /// @throws IllegalStateException there is no disk, or one is not sealed
    public RestorePoint publish(PointFacts facts) throws EngineException {
        synchronized (lock) {
            requireOpen();
            RestorePoint point =
                    new Publication(vmFolder, folder)
                            .run(
                                    new PointManifest(
                                            PointManifest.FORMAT_VERSION,
                                            id,
                                            Publication.nextSequence(vmFolder),
                                            created,
                                            vm,
                                            facts.run(),
                                            facts.program(),
                                            facts.consistency(),
                                            sealedDisks(),
                                            List.copyOf(files.values()),
                                            facts.excluded(),
                                            facts.problems().stream()
                                                    .map(StoredProblem::of)
                                                    .toList(),
                                            Optional.of(facts.olderSnapshots())));
            state = State.PUBLISHED;
            return point;
        }
    }

    @GuardedBy("lock")
    private List<ManifestDisk> sealedDisks() throws EngineException {
        List<ManifestDisk> sealed = new ArrayList<>();
        for (DraftDisk disk : disks.values()) {
            sealed.add(
                    disk.sealed()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "disk " + disk.key() + " is not sealed")));
            Optional<PointLayer> parent = disk.request().parent();
            if (parent.isPresent() && !Files.isRegularFile(parent.get().file())) {
                throw Problem.of(ProblemCode.POINT_DAMAGED)
                        .with("point", parent.get().point().id().value())
                        .because(
                                Cause.of(CauseCode.FILE_MISSING)
                                        .with("path", parent.get().file().toString()))
                        .toException();
            }
        }
        if (sealed.isEmpty()) {
            throw new IllegalStateException("a restore point has at least one disk");
        }
        return sealed;
    }

    @GuardedBy("lock")
    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException("the draft " + id + " is " + state);
        }
    }

    /// Removes the draft unless it was published. Repeatable; what cannot be removed is logged and
    /// left to the next sweep.
    @Override
    public void close() {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            disks.values().forEach(DraftDisk::close);
            try (draftLock) {
                // Gone already where it was published.
                DurableFiles.deleteTree(folder);
            } catch (IOException e) {
                LOG.warn("removing the draft {}", folder, e);
            }
        }
        onClosed.accept(this);
    }
}
