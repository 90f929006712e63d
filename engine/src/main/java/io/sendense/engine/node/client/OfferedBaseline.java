package io.sendense.engine.node.client;

import io.sendense.engine.backup.Comparison;
import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.BlockStatusRuns;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What a disk's last restore point holds, as [BaselineRecord]s that a node reads over NBD.
/// Thread-safe.
final class OfferedBaseline extends ReadOnlyDevice {
    private final Comparison baseline;
    private final long size;

    /// @param baseline not closed here
    OfferedBaseline(Comparison baseline, long capacityBytes) {
        super("the sums of the last restore point");
        this.baseline = baseline;
        this.size = BaselineRecord.exportBytes(capacityBytes);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        ByteBuffer record = ByteBuffer.allocate(BaselineRecord.BYTES);
        long at = offset;
        while (target.hasRemaining()) {
            long cluster = at / BaselineRecord.BYTES;
            int skipped = Math.toIntExact(at % BaselineRecord.BYTES);
            record.clear();
            Optional<Sha256> sum = baseline.sum(cluster);
            if (sum.isPresent()) {
                record.put(BaselineRecord.DATA);
                sum.get().putInto(record);
            } else {
                BaselineRecord.putZero(record);
            }
            record.flip().position(skipped);
            record.limit(Math.min(record.limit(), skipped + target.remaining()));
            at += record.remaining();
            target.put(record);
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        BlockStatusRuns runs = new BlockStatusRuns();
        runs.add(offset, length, Allocation.DATA);
        return runs.toList();
    }

    @Override
    protected void closeFiles() {
        // The sums are their owner's.
    }
}
