package io.sendense.engine.repository.point;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.storage.JsonFiles;
import io.sendense.engine.repository.storage.StorageFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last steps of a draft, in this order: the manifest, everything flushed, the VM's names, and
/// the rename that makes it a point.
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final VmFolder vmFolder;
    private final Path draft;

    Publication(VmFolder vmFolder, Path draft) {
        this.vmFolder = vmFolder;
        this.draft = draft;
    }

    /// A number above all readable points'.
    static long nextSequence(VmFolder vmFolder) throws EngineException {
        List<RestorePoint> points = vmFolder.scan().points();
        return points.isEmpty() ? 1 : points.getFirst().manifest().sequence() + 1;
    }

    RestorePoint run(PointManifest manifest) throws EngineException {
        Path target =
                vmFolder.pointsFolder()
                        .resolve(PointFolderName.of(manifest.created(), manifest.id()).toString());
        byte[] content = ManifestFile.encode(manifest);
        try {
            DurableFiles.replace(draft.resolve(ManifestFile.NAME), content);
            recordName(manifest);
            rename(target);
        } catch (IOException e) {
            throw StorageFault.ofWrite(vmFolder.root(), content.length, e).toException(e);
        }
        return new RestorePoint(vmFolder, target, manifest);
    }

    /// Written within the draft first, so that a crash leaves nothing a sweep would not find.
    private void recordName(PointManifest manifest) throws IOException {
        Path file = vmFolder.path().resolve(VmNames.FILE);
        Path next = draft.resolve(VmNames.FILE);
        DurableFiles.replace(
                next,
                JsonFiles.encode(
                        names(file, manifest.vm()).with(manifest.vm(), manifest.created())));
        DurableFiles.move(next, file);
        DurableFiles.flushFolder(draft);
    }

    /// The names so far. They are for people; a damaged file must not keep backups from being made.
    private static VmNames names(Path file, VmIdentity vm) throws IOException {
        try {
            return JsonFiles.decode(
                    VmNames.FILE, DurableFiles.read(file), VmNames.class, VmNames.FORMAT_VERSION);
        } catch (NoSuchFileException _) {
            return VmNames.none(vm);
        } catch (io.sendense.engine.repository.storage.JsonFormatException e) {
            LOG.warn("{} is damaged and begun anew", file, e);
            return VmNames.none(vm);
        }
    }

    private void rename(Path target) throws IOException {
        if (Files.exists(target)) {
            throw new java.nio.file.FileAlreadyExistsException(target.toString());
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        try {
            DurableFiles.flushFolder(vmFolder.pointsFolder());
        } catch (IOException e) {
            // Not known to be durable: take it back, so that a failed run leaves no point.
            try {
                Files.move(target, draft, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
