package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.vsphere.transport.DiskToOpen;
import io.sendense.engine.source.vsphere.transport.FileSizeException;
import io.sendense.engine.source.vsphere.transport.UnsupportedDiskException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Follows a disk's descriptors from the frozen file down to the base. Thread-safe.
final class DiskFiles {
    /// Descriptors are about 500 bytes long; longer files hold data.
    private static final int LONGEST_DESCRIPTOR_BYTES = 64 << 10;

    /// vSphere allows 32 snapshots, and disks of linked clones lie below those.
    private static final int MOST_FILES = 256;

    private static final String ENDING = ".vmdk";
    private static final String FLAT_ENDING = "-flat.vmdk";

    private final SmallFiles files;

    DiskFiles(SmallFiles files) {
        this.files = files;
    }

    /// One file with data.
    ///
    /// @param redoLog whether it holds only what changed over the next one
    record DataFile(DatastorePath path, String target, long bytes, boolean redoLog) {}

    /// The files with a disk's data, from the frozen one to the base.
    ///
    /// @throws UnsupportedDiskException they cannot be read through the folder
    /// @throws FileSizeException one is for a disk of another size
    /// @throws IOException they could not be looked at, or do not belong to each other
    List<DataFile> of(DiskToOpen disk) throws IOException, InterruptedException {
        List<DataFile> found = new ArrayList<>();
        List<DatastorePath> seen = new ArrayList<>();
        DatastorePath file = disk.disk().file();
        String expectedCid = "";
        while (true) {
            if (seen.contains(file) || seen.size() == MOST_FILES) {
                throw new ExplainedException(
                        Cause.of(CauseCode.REDO_LOGS_ENDLESS)
                                .with("file", file.toString())
                                .withCount("most", MOST_FILES));
            }
            seen.add(file);
            Optional<VmdkDescriptor> read = descriptor(disk, file);
            if (read.isEmpty()) {
                found.add(undescribed(disk, file, found.isEmpty()));
                return found;
            }
            VmdkDescriptor descriptor = read.get();
            checkContent(file, descriptor, expectedCid, seen);
            found.add(described(disk, file, descriptor));
            if (!descriptor.isDelta()) {
                return found;
            }
            expectedCid = descriptor.parentCid();
            file = parent(file, descriptor.parentHint());
        }
    }

    private Optional<VmdkDescriptor> descriptor(DiskToOpen disk, DatastorePath file)
            throws IOException, InterruptedException {
        return files.content(
                        DatastoreUrl.target(file, disk.datacenterPath()), LONGEST_DESCRIPTOR_BYTES)
                .flatMap(VmdkDescriptor::parse);
    }

    /// A parent that was written to since is not what the redo log was begun over.
    private static void checkContent(
            DatastorePath file,
            VmdkDescriptor descriptor,
            String expectedCid,
            List<DatastorePath> seen)
            throws IOException {
        if (!expectedCid.isEmpty()
                && Long.parseLong(expectedCid, 16) != content(descriptor.cid())) {
            throw new ExplainedException(
                    Cause.of(CauseCode.REDO_LOG_OVER_OTHER_CONTENT)
                            .with("file", seen.get(seen.size() - 2).toString())
                            .with("expected", expectedCid)
                            .with("parent", file.toString())
                            .with("found", descriptor.cid()));
        }
    }

    private static long content(String cid) {
        return cid.isEmpty() ? -1 : Long.parseLong(cid, 16);
    }

    private DataFile described(DiskToOpen disk, DatastorePath file, VmdkDescriptor descriptor)
            throws IOException, InterruptedException {
        Optional<String> objection = descriptor.objection();
        if (objection.isPresent()) {
            throw new UnsupportedDiskException(
                    Cause.of(CauseCode.AT)
                            .with("place", file.toString())
                            .because(Causes.technical(objection.get())));
        }
        VmdkDescriptor.DataFile data = descriptor.files().getFirst();
        long capacity = disk.disk().capacityBytes();
        if (data.lengthBytes() != capacity) {
            throw new FileSizeException(file, capacity, data.lengthBytes());
        }
        return sized(disk, file.sibling(data.name()), data.redoLog().isPresent());
    }

    /// Some servers give no descriptor; the data file beside it counts if its size is right.
    private DataFile undescribed(DiskToOpen disk, DatastorePath file, boolean top)
            throws IOException, InterruptedException {
        if (!top || disk.disk().parentFiles() > 0) {
            throw new UnsupportedDiskException(
                    Cause.of(CauseCode.REDO_LOG_WITHOUT_DESCRIPTOR).with("file", file.toString()));
        }
        if (!file.path().endsWith(ENDING)) {
            throw new UnsupportedDiskException(
                    Cause.of(CauseCode.FILE_IS_NO_DESCRIPTOR).with("file", file.toString()));
        }
        return sized(disk, file.withSuffix(ENDING, FLAT_ENDING), false);
    }

    private DataFile sized(DiskToOpen disk, DatastorePath data, boolean redoLog)
            throws IOException, InterruptedException {
        String target = DatastoreUrl.target(data, disk.datacenterPath());
        OptionalLong size = files.size(target);
        if (size.isEmpty()) {
            throw new UnsupportedDiskException(
                    Cause.of(CauseCode.NO_FILE_ON_DATASTORE).with("file", data.toString()));
        }
        long capacity = disk.disk().capacityBytes();
        if (!redoLog && size.getAsLong() != capacity) {
            throw new FileSizeException(data, capacity, size.getAsLong());
        }
        return new DataFile(data, target, size.getAsLong(), redoLog);
    }

    /// A parent beside its child, under a plain name or by its path on the host.
    private static DatastorePath parent(DatastorePath file, String hint)
            throws UnsupportedDiskException {
        int slash = hint.lastIndexOf('/');
        String name = hint.substring(slash + 1);
        if (slash < 0) {
            return file.sibling(name);
        }
        String folder = hint.substring(0, slash);
        String ours = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
        if (folder.startsWith("/vmfs/volumes/") && folder.endsWith("/" + ours)) {
            return file.sibling(name);
        }
        throw new UnsupportedDiskException(
                Cause.of(CauseCode.REDO_LOG_ELSEWHERE)
                        .with("file", file.toString())
                        .with("parent", hint));
    }
}
