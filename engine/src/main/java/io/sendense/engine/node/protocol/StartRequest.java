package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A job for a node: some disks of one VM, as one snapshot holds them, to be moved to their
/// targets. Immutable, but for the password, which `close` wipes.
///
/// @param vm the VM's managed object id, `vm-42`
/// @param snapshot the snapshot's, `snapshot-7`; it stays the console's
/// @param disks at least one
public record StartRequest(
        NodeJobId jobId,
        String vm,
        VCenterAccess vcenter,
        String snapshot,
        List<DiskOrder> disks,
        NodeLimits limits)
        implements AutoCloseable {
    private static final int MOST_DISKS = 300;

    /// @throws UnfitException two disks have the same key, backing or target, or something is out
    ///   of range
    public StartRequest {
        disks = List.copyOf(disks);
        Limits.text("vm", vm, 1, 100);
        Limits.text("snapshot", snapshot, 1, 100);
        Limits.range("disks", disks.size(), 1, MOST_DISKS);
        Set<Object> seen = new HashSet<>();
        for (DiskOrder disk : disks) {
            requireNew(
                    seen.add(disk.key()),
                    Cause.of(CauseCode.NODE_DISK_TWICE).with("key", String.valueOf(disk.key())));
            requireNew(
                    disk.backingUuid().isEmpty() || seen.add(uuid(disk)),
                    Cause.of(CauseCode.NODE_BACKING_TWICE).with("uuid", disk.backingUuid()));
            requireNew(
                    seen.add(disk.target()),
                    Cause.of(CauseCode.NODE_TARGET_SHARED)
                            .with("target", disk.target().toString()));
        }
    }

    private static String uuid(DiskOrder disk) {
        return disk.backingUuid().toLowerCase(Locale.ROOT);
    }

    private static void requireNew(boolean isNew, Cause otherwise) {
        if (!isNew) {
            throw new UnfitException(otherwise);
        }
    }

    @Override
    public void close() {
        vcenter.close();
    }
}
