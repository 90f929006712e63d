package io.sendense.engine.backup;

import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.ParentLayer;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.ChangedExtents;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ChangeQueryException;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmSource;

/// Decides for each disk what has to be read: what changed since its parent layer, or everything,
/// and why.
///
/// The parent's layer and its change ID always come from the same restore point. Where the server's
/// word on changes cannot be trusted, the disk is compared with its parent or read in full, by
/// policy, with the reason. Stateless.
final class ChangeLedger {
    private final VmSource source;
    private final int clusterBytes;

    /// A ledger that asks `source` and answers in whole clusters of `clusterBytes`.
    ChangeLedger(VmSource source, int clusterBytes) {
        this.source = source;
        this.clusterBytes = clusterBytes;
    }

    /// The extents to read, aligned to clusters and clipped to the capacity. Those of a comparison
    /// are what is allocated now; what was allocated at the parent's is for the caller to add.
    ///
    /// @param parent the layer a new one may be backed by, of the VM's latest restore point
    ChangedExtents changes(FrozenVm frozen, VirtualDisk disk, ParentLayer parent, ReadPolicy policy)
            throws EngineException, InterruptedException {
        if (policy == ReadPolicy.FULL) {
            return full(frozen, disk, FullReason.REQUESTED);
        }
        return switch (parent) {
            case ParentLayer.None(FullReason reason) -> full(frozen, disk, reason);
            case ParentLayer.Found(PointLayer layer) -> since(frozen, disk, layer, policy);
        };
    }

    private ChangedExtents since(
            FrozenVm frozen, VirtualDisk disk, PointLayer parent, ReadPolicy policy)
            throws EngineException, InterruptedException {
        FullReason untrusted;
        if (disk.changeId().isEmpty()) {
            untrusted = FullReason.NO_CHANGE_ID;
        } else if (parent.changeId().isEmpty()) {
            untrusted = FullReason.PARENT_HAS_NO_CHANGE_ID;
        } else if (!disk.changeId().get().follows(parent.changeId().get())) {
            untrusted = FullReason.TRACKING_RESET;
        } else if (parent.point().manifest().hadOlderSnapshots()) {
            // Reverting to one brings the change IDs back to where they stood then, and they are
            // given out again for other changes: nothing in the IDs shows that. The snapshot may be
            // gone by now, after it was reverted to.
            untrusted = FullReason.SNAPSHOT_OLDER_THAN_PARENT;
        } else {
            ChangeId since = parent.changeId().get();
            try {
                ExtentList changed = source.changed(frozen, disk, since);
                return new ChangedExtents.Incremental(since, aligned(changed, disk));
            } catch (ChangeQueryException e) {
                untrusted = e.reason();
            }
        }
        ChangedExtents.Full full = full(frozen, disk, untrusted);
        return policy == ReadPolicy.FULL_UNTRUSTED
                ? full
                : new ChangedExtents.Compare(untrusted, full.extents(), full.allocatedOnly());
    }

    /// Allocated areas where the server can name them. It is asked only where change tracking is
    /// on, elsewhere the answer is a fault, and not after it has told too little of what changed.
    private ChangedExtents.Full full(FrozenVm frozen, VirtualDisk disk, FullReason reason)
            throws EngineException, InterruptedException {
        if (disk.changeId().isPresent() && reason != FullReason.QUERY_INCOMPLETE) {
            try {
                ExtentList allocated = source.allocated(frozen, disk);
                return new ChangedExtents.Full(reason, aligned(allocated, disk), true);
            } catch (ChangeQueryException _) {
                // The whole disk is read instead, which the plan shows.
            }
        }
        return new ChangedExtents.Full(reason, ExtentList.whole(disk.capacityBytes()), false);
    }

    private ExtentList aligned(ExtentList extents, VirtualDisk disk) {
        return extents.aligned(clusterBytes, disk.capacityBytes());
    }
}
