package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.util.List;

/// Finds the disks of an order in a snapshot. Stateless.
final class FrozenDisks {
    private FrozenDisks() {}

    /// The one disk that is meant: key, backing uuid and capacity are all as the order says.
    ///
    /// @throws EngineException `NODE-DISK-UNKNOWN`, `DISK-KEY-DUPLICATE` or `NODE-DISK-MISMATCH`
    static VirtualDisk find(FrozenVm frozen, DiskOrder order) throws EngineException {
        List<VirtualDisk> found =
                frozen.disks().stream().filter(disk -> disk.key() == order.key()).toList();
        if (found.isEmpty()) {
            throw Problem.of(ProblemCode.NODE_DISK_UNKNOWN)
                    .with("key", String.valueOf(order.key()))
                    .with("snapshot", frozen.snapshot().value())
                    .toException();
        }
        if (found.size() > 1) {
            throw Problem.of(ProblemCode.DISK_KEY_DUPLICATE)
                    .with("key", String.valueOf(order.key()))
                    .with("first", found.getFirst().label())
                    .with("second", found.get(1).label())
                    .toException();
        }
        VirtualDisk disk = found.getFirst();
        boolean same =
                disk.backingUuid().orElse("").equalsIgnoreCase(order.backingUuid())
                        && disk.capacityBytes() == order.capacityBytes();
        if (!same) {
            throw Problem.of(ProblemCode.NODE_DISK_MISMATCH)
                    .with("key", String.valueOf(order.key()))
                    .with("label", disk.label())
                    .with("expected_uuid", order.backingUuid())
                    .with("found_uuid", disk.backingUuid().orElse(""))
                    .withBytes("expected", order.capacityBytes())
                    .withBytes("found", disk.capacityBytes())
                    .toException();
        }
        return disk;
    }
}
