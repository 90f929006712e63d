package io.sendense.engine.repository.point;

import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.run.ProgramVersion;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What `point.json` says. Immutable.
///
/// @param sequence position in the VM's history: above every point that was there when this one was
///   published. Order comes from here, never from a clock
/// @param created when the run made the snapshot, by the clock of the machine that ran it
/// @param run number of the run in the catalog of the machine that made it
/// @param files configuration and NVRAM
/// @param excludedDisks disks of the VM that the point does not hold
/// @param problems what went wrong without making the point unusable
/// @param olderSnapshots managed object ids of the VM's snapshots that were there when the run took
///   its own; absent in points of versions that did not record them
public record PointManifest(
        int formatVersion,
        PointId id,
        long sequence,
        Instant created,
        VmIdentity vm,
        long run,
        ProgramVersion program,
        ConsistencyLevel consistency,
        List<ManifestDisk> disks,
        List<StoredFile> files,
        List<ExcludedDisk> excludedDisks,
        List<StoredProblem> problems,
        Optional<List<String>> olderSnapshots) {
    /// The version that this program writes, and the only one it reads.
    public static final int FORMAT_VERSION = 1;

    public PointManifest {
        disks = List.copyOf(disks);
        files = List.copyOf(files);
        excludedDisks = List.copyOf(excludedDisks);
        problems = List.copyOf(problems);
        olderSnapshots = olderSnapshots.map(List::copyOf);
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("format version " + formatVersion);
        }
        if (sequence < 1 || disks.isEmpty()) {
            throw new IllegalArgumentException(
                    "point " + id + " number " + sequence + " with " + disks.size() + " disks");
        }
        Set<Integer> keys = new HashSet<>();
        for (ManifestDisk disk : disks) {
            if (!keys.add(disk.key())) {
                throw new IllegalArgumentException("two disks have key " + disk.key());
            }
        }
    }

    /// Whether the VM is known to have had a snapshot that is older than this point: one that it
    /// can be reverted to, with its change tracking.
    public boolean hadOlderSnapshots() {
        return olderSnapshots.isPresent() && !olderSnapshots.get().isEmpty();
    }

    /// The disk with this key.
    public Optional<ManifestDisk> disk(int key) {
        return disks.stream().filter(disk -> disk.key() == key).findFirst();
    }

    /// The SHA-256 of one of the point's other files.
    public Optional<Sha256> digestOf(String file) {
        return files.stream()
                .filter(stored -> stored.name().equals(file))
                .map(stored -> Sha256.ofHex(stored.sha256()))
                .findFirst();
    }
}
