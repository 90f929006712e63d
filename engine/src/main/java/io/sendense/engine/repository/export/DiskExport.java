package io.sendense.engine.repository.export;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.disk.vmdk.StreamOptimizedDevice;
import io.sendense.engine.disk.vmdk.StreamOptimizedOptions;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.LayerChain;
import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.run.Progress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports disks of restore points. Thread-safe.
public final class DiskExport {
    private static final Logger LOG = LoggerFactory.getLogger(DiskExport.class);

    private final RandomGenerator random = new SecureRandom();

    /// Writes a disk as it was at `point`: each cluster is compared with the sum it was backed up
    /// with first, so that a damaged layer ends the export and never makes a wrong file.
    ///
    /// @param to the new file; must not exist
    /// @return number of bytes of the disk
    /// @throws EngineException `EXPORT-TARGET-EXISTS`, `EXPORT-FAILED`, `POINT-DISK-UNKNOWN`,
    ///   `POINT-DAMAGED`
    /// @throws InterruptedException cancelled; no file remains
    public long run(RestorePoint point, int key, ExportFormat format, Path to, Progress progress)
            throws EngineException, InterruptedException {
        LayerChain chain = point.chain(key);
        Path target = to.toAbsolutePath();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(target);
        }
        Path part =
                target.resolveSibling(
                        target.getFileName() + "." + PointId.random(random) + ".part");
        try (BlockDevice source = chain.openProven()) {
            write(chain.top(), source, new NewFile(format, part, target), progress);
            publish(part, target);
            return source.size();
        } catch (FileAlreadyExistsException e) {
            throw exists(target);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.EXPORT_FAILED)
                    .with("path", target.toString())
                    .because(e)
                    .toException(e);
        } finally {
            removeUnfinished(part);
        }
    }

    private void write(PointLayer layer, BlockDevice source, NewFile file, Progress progress)
            throws IOException, EngineException, InterruptedException {
        try (BlockDevice target = create(file, source.size())) {
            new DiskCopy(source, target)
                    .run(done -> progress.at(layer.disk().label(), done, source.size()));
            target.flush();
        } catch (DiskCopy.SourceException e) {
            throw Problem.of(ProblemCode.POINT_DAMAGED)
                    .with("point", layer.point().id().value())
                    .because(e)
                    .toException(e);
        }
        DurableFiles.flushFile(file.part());
    }

    private BlockDevice create(NewFile file, long size) throws IOException {
        return switch (file.format()) {
            case RAW -> RawFileBlockDevice.create(file.part(), size);
            case QCOW2 -> Qcow2Image.create(file.part(), Qcow2Options.ofSize(size));
            case VMDK ->
                    StreamOptimizedDevice.create(
                            file.part(),
                            StreamOptimizedOptions.of(
                                    size, String.valueOf(file.target().getFileName()), random));
        };
    }

    /// A file under the name it has while it is written, and the one it will have.
    private record NewFile(ExportFormat format, Path part, Path target) {}

    /// Gives the finished file its name, without replacing one that came meanwhile: a hard link is
    /// refused where the name is taken, a rename would replace it.
    private static void publish(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            if (e instanceof FileAlreadyExistsException taken) {
                throw taken;
            }
            // No hard links here (FAT, some shares): the rename checks, if not in one step.
            Files.move(part, target);
        }
        DurableFiles.flushFolderOf(target);
    }

    private static void removeUnfinished(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("removing {}", part, e);
        }
    }

    private static EngineException exists(Path target) {
        return Problem.of(ProblemCode.EXPORT_TARGET_EXISTS)
                .with("path", target.toString())
                .toException();
    }
}
