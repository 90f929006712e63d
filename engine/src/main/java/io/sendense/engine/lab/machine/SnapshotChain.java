package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.redo.RedoFile;
import io.sendense.engine.lab.redo.RedoFormat;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.FrozenMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The frozen files of a VM from the base up, and the snapshots that froze them. Thread-safe:
/// changes are made under its VM's lock, reads see one whole state.
///
/// File k of the chain is frozen by link k; the head above the last link is what the guest writes
/// to. Removing link k merges redo log k+1 into file k, so that what lay above moves down by one:
/// the file names of younger snapshots change, as they do on a host.
final class SnapshotChain {
    private volatile List<ChainLink> links = List.of();

    /// The numbers of the redo logs from the base (0) to the head.
    List<Integer> deltas() {
        return deltas(links.size());
    }

    /// The numbers of the redo logs from the base to the file a snapshot froze.
    List<Integer> deltasOf(MachineSnapshot snapshot) {
        List<ChainLink> current = links;
        for (int index = 0; index < current.size(); index++) {
            if (current.get(index).snapshot().equals(Optional.of(snapshot))) {
                return deltas(index);
            }
        }
        return deltas(0);
    }

    /// The snapshots, oldest first.
    List<MachineSnapshot> snapshots() {
        return links.stream().flatMap(link -> link.snapshot().stream()).toList();
    }

    /// What is frozen in the file of that position in the chain; empty for the head.
    Optional<FrozenMachine> frozenAt(int position) {
        List<ChainLink> current = links;
        return position < current.size()
                ? Optional.of(current.get(position).frozen())
                : Optional.empty();
    }

    /// What a disk's redo log at that position holds: what changed between the link below and this
    /// one. Empty for the base and the head.
    Optional<RedoFile> redoAt(int position, int diskKey, RedoFormat format) {
        List<ChainLink> current = links;
        if (position < 1 || position >= current.size()) {
            return Optional.empty();
        }
        ChainLink link = current.get(position);
        FrozenDisk below = current.get(position - 1).frozen().disks().get(diskKey);
        FrozenDisk above = link.frozen().disks().get(diskKey);
        return below == null || above == null
                ? Optional.empty()
                : Optional.of(link.redo().of(below, above, format));
    }

    int depth() {
        return links.size();
    }

    /// Whether redo logs are left over from snapshots that are gone.
    boolean needsConsolidation() {
        return links.stream().anyMatch(link -> link.snapshot().isEmpty());
    }

    /// The lowest number no redo log has.
    int freeDelta() {
        List<Integer> used = deltas();
        int number = 1;
        while (used.contains(number)) {
            number++;
        }
        return number;
    }

    void add(ChainLink link) {
        var changed = new ArrayList<>(links);
        changed.add(link);
        links = List.copyOf(changed);
    }

    /// Keeps the redo logs of snapshots that are gone.
    void orphan(MachineSnapshot snapshot) {
        links =
                links.stream()
                        .map(link -> isOf(snapshot).test(link) ? link.orphaned() : link)
                        .toList();
    }

    /// Takes the links of a snapshot out; the caller closes what they froze.
    List<ChainLink> remove(MachineSnapshot snapshot) {
        return takeOut(isOf(snapshot));
    }

    /// Takes the links no snapshot needs out; the caller closes what they froze.
    List<ChainLink> removeOrphans() {
        return takeOut(link -> link.snapshot().isEmpty());
    }

    private List<ChainLink> takeOut(Predicate<ChainLink> unwanted) {
        List<ChainLink> current = links;
        links = current.stream().filter(unwanted.negate()).toList();
        return current.stream().filter(unwanted).toList();
    }

    /// Removing link k frees the number of the redo log above file k, which link k carries.
    private List<Integer> deltas(int position) {
        var deltas = new ArrayList<Integer>();
        deltas.add(0);
        List<ChainLink> current = links;
        for (ChainLink link : current.subList(0, Math.min(position, current.size()))) {
            deltas.add(link.delta());
        }
        return deltas;
    }

    private static Predicate<ChainLink> isOf(MachineSnapshot snapshot) {
        return link -> link.snapshot().equals(Optional.of(snapshot));
    }
}
