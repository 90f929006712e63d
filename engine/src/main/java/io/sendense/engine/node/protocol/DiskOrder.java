package io.sendense.engine.node.protocol;

import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.util.Optional;

/// One disk that a node is to move. Immutable.
///
/// @param key the device key in the snapshot's configuration
/// @param backingUuid the disk's own UUID there; must be the same. Empty for one that has none
/// @param capacityBytes its size there; must be the same, and that of the target
/// @param zeroes what becomes of planned clusters that hold only zeroes
/// @param target where its bytes go
/// @param connections how many to use to the target, 1 to 16
/// @param baseline an export of [BaselineRecord]s that say what the target shows already; clusters
///   that hold the same are counted as equal and not sent
public record DiskOrder(
        int key,
        String backingUuid,
        long capacityBytes,
        ExtentPlan extents,
        ZeroPolicy zeroes,
        NbdUri target,
        int connections,
        Optional<NbdUri> baseline) {
    /// How many connections are used where a request does not say.
    public static final int USUAL_CONNECTIONS = 4;

    private static final int MOST_CONNECTIONS = 16;
    private static final int SECTOR_BYTES = 512;
    private static final long MOST_CAPACITY = 1L << 47;

    /// @throws UnfitException a value is out of range, or the extents do not fit the disk
    public DiskOrder {
        Limits.range("key", key, 0, Integer.MAX_VALUE);
        Limits.text("backing_uuid", backingUuid, 0, 100);
        Limits.range("capacity", capacityBytes, SECTOR_BYTES, MOST_CAPACITY);
        Limits.range("connections", connections, 1, MOST_CONNECTIONS);
        if (capacityBytes % SECTOR_BYTES != 0) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_CAPACITY_NOT_SECTORS)
                            .withBytes("capacity", capacityBytes)
                            .withBytes("sector", SECTOR_BYTES));
        }
        if (baseline.isPresent() && zeroes == ZeroPolicy.SKIP) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_BASELINE_WITHOUT_ZEROES)
                            .with("key", String.valueOf(key)));
        }
        ExtentList _ = extents.on(capacityBytes);
    }

    /// The bytes to move.
    public ExtentList plan() {
        return extents.on(capacityBytes);
    }
}
