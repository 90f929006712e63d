package io.sendense.engine.repository.point;

import io.sendense.engine.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Finds and removes drafts whose process has ended. Stateless; several may run at once, also in
/// different processes.
public final class DraftSweep {
    private DraftSweep() {}

    /// The draft folders of a VM, living and orphaned.
    public static List<Path> list(VmFolder vm) throws IOException {
        return VmFolder.entries(vm.pointsFolder()).stream()
                .filter(path -> PointFolderName.parseDraft(name(path)).isPresent())
                .toList();
    }

    /// Removes the orphaned drafts of a VM: those whose lock nobody holds and that the caller does
    /// not call alive. Drafts of this very process are never removed.
    ///
    /// @return the folders that were removed
    public static List<Path> sweep(VmFolder vm, Predicate<PointId> alive) throws IOException {
        List<Path> removed = new ArrayList<>();
        TreeMap<String, PointId> candidates = new TreeMap<>();
        for (Path path : VmFolder.entries(vm.pointsFolder())) {
            PointFolderName.parseDraft(name(path))
                    .or(() -> DraftLock.idOf(path))
                    .filter(alive.negate())
                    .ifPresent(id -> candidates.put(id.value(), id));
        }
        for (PointId id : candidates.values()) {
            if (remove(vm, id)) {
                removed.add(folder(vm, id));
            }
        }
        return removed;
    }

    private static Path folder(VmFolder vm, PointId id) {
        return vm.pointsFolder().resolve(PointFolderName.draft(id));
    }

    /// Whether there was a folder, and now there is none.
    private static boolean remove(VmFolder vm, PointId id) throws IOException {
        Path folder = folder(vm, id);
        boolean existed = Files.isDirectory(folder);
        // Listed after the folder was seen: a living draft's lock is older than its folder.
        List<Path> locks =
                VmFolder.entries(vm.pointsFolder()).stream()
                        .filter(path -> DraftLock.idOf(path).equals(Optional.of(id)))
                        .toList();
        if (locks.stream().anyMatch(DraftLock::isOwn)) {
            return false;
        }
        List<DraftLock> taken = new ArrayList<>();
        try {
            for (Path file : locks) {
                Optional<DraftLock> lock = DraftLock.takeOver(file);
                if (lock.isEmpty()) {
                    return false;
                }
                taken.add(lock.get());
            }
            DurableFiles.deleteTree(folder);
            return existed;
        } finally {
            release(taken, folder);
        }
    }

    /// Gives locks back; their files go only with the folder.
    private static void release(List<DraftLock> taken, Path folder) throws IOException {
        for (DraftLock lock : taken) {
            if (Files.exists(folder)) {
                lock.leave();
            } else {
                lock.close();
            }
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
