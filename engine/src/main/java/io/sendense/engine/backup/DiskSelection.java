package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ExclusionReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which disks of a configuration go into a restore point, and which do not and why. Immutable.
///
/// @param included in the order of the configuration; at least one
/// @param excluded never left out silently: each becomes a warning of the run
record DiskSelection(List<VirtualDisk> included, List<Excluded> excluded) {
    DiskSelection {
        included = List.copyOf(included);
        excluded = List.copyOf(excluded);
    }

    /// A disk that is left out.
    record Excluded(VirtualDisk disk, Problem reason) {}

    /// Sorts disks out.
    ///
    /// @throws EngineException none is left, or two disks could be taken for each other
    static DiskSelection of(String vmName, List<VirtualDisk> disks) throws EngineException {
        refuseDuplicates(disks);
        List<VirtualDisk> included = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        for (VirtualDisk disk : disks) {
            Optional<ExclusionReason> reason = ExclusionReason.of(disk);
            if (reason.isEmpty()) {
                included.add(disk);
                continue;
            }
            Problem problem =
                    Problem.of(ProblemCode.DISK_EXCLUDED)
                            .with("label", disk.label())
                            .with("vm", vmName)
                            .with("reason", reason.get().name())
                            .withCount("key", disk.key());
            excluded.add(new Excluded(disk, problem));
        }
        if (included.isEmpty()) {
            throw Problem.of(ProblemCode.VM_HAS_NO_DISKS)
                    .with("vm", vmName)
                    .withCount("disks", disks.size())
                    .toException();
        }
        return new DiskSelection(included, excluded);
    }

    /// What to say of disks that carry no change ID in a snapshot: the next run, too, will read
    /// them in full.
    Optional<Problem> untracked(String vmName) {
        String labels =
                included.stream()
                        .filter(disk -> disk.changeId().isEmpty())
                        .map(VirtualDisk::label)
                        .collect(Collectors.joining(", "));
        return labels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Problem.of(ProblemCode.CHANGE_TRACKING_UNAVAILABLE)
                                .with("vm", vmName)
                                .with("cause", FullReason.NO_CHANGE_ID.name())
                                .with("disks", labels));
    }

    /// Two disks with one key or one file would be written into each other's layers.
    private static void refuseDuplicates(List<VirtualDisk> disks) throws EngineException {
        Map<Integer, VirtualDisk> byKey = new HashMap<>();
        Map<String, VirtualDisk> byFile = new HashMap<>();
        for (VirtualDisk disk : disks) {
            VirtualDisk sameKey = byKey.put(disk.key(), disk);
            if (sameKey != null) {
                throw Problem.of(ProblemCode.DISK_KEY_DUPLICATE)
                        .withCount("key", disk.key())
                        .with("first", sameKey.label())
                        .with("second", disk.label())
                        .toException();
            }
            VirtualDisk sameFile = byFile.put(disk.file().toString(), disk);
            if (sameFile != null) {
                throw Problem.of(ProblemCode.DISK_BACKING_DUPLICATE)
                        .with("first", sameFile.label())
                        .with("second", disk.label())
                        .with("file", disk.file().toString())
                        .toException();
            }
        }
    }
}
