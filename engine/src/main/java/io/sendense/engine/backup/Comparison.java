package io.sendense.engine.backup;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.sums.ClusterDigests;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumWindows;
import io.sendense.engine.repository.sums.SumsCursor;
import io.sendense.engine.transfer.Baseline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a disk's last restore point holds, told by the sums of its chain: the baseline of a disk
/// that is compared. Thread-safe; less than 1 MiB, and 40 KiB for each layer while it is read.
public final class Comparison implements Baseline, AutoCloseable {
    private final EffectiveSums sums;
    private final SumWindows windows;
    private final ClusterDigests digests;
    private final Sha256 zeroes;

    private Comparison(EffectiveSums sums) {
        this.sums = sums;
        this.windows = new SumWindows(sums);
        this.digests = new ClusterDigests(sums.clusterBytes(), sums.capacityBytes());
        this.zeroes = digests.ofZeroes();
    }

    /// Opens the sums of a layer's chain. Every file is read once as a whole: a record that lies
    /// elsewhere than it was written would make a changed cluster look unchanged.
    ///
    /// @throws EngineException `POINT-DAMAGED`: a layer or its sums are missing or damaged
    static Comparison with(PointLayer parent) throws EngineException {
        return new Comparison(parent.point().chain(parent.key()).checkedSums());
    }

    /// Where the last restore point holds data.
    ExtentList data() throws IOException {
        List<Extent> data = new ArrayList<>();
        int cluster = sums.clusterBytes();
        SumsCursor cursor = sums.cursor(0);
        long from = 0;
        long to = 0;
        for (Optional<ClusterSum> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            if (next.get().sum().equals(zeroes)) {
                continue;
            }
            long offset = next.get().index() * cluster;
            if (offset != to) {
                add(data, from, to);
                from = offset;
            }
            to = Math.min(offset + cluster, sums.capacityBytes());
        }
        add(data, from, to);
        return ExtentList.union(data);
    }

    private static void add(List<Extent> data, long from, long to) {
        if (from < to) {
            data.add(Extent.between(from, to));
        }
    }

    @Override
    public boolean shows(long cluster, ByteBuffer content) throws IOException {
        Sha256 expected = windows.of(cluster);
        return !expected.equals(zeroes) && expected.equals(digests.of(cluster, content));
    }

    /// The sum of what a cluster holds.
    ///
    /// @return absent where it holds zeroes
    public Optional<Sha256> sum(long cluster) throws IOException {
        Sha256 sum = windows.of(cluster);
        return sum.equals(zeroes) ? Optional.empty() : Optional.of(sum);
    }

    @Override
    public boolean showsZero(long cluster) throws IOException {
        return windows.of(cluster).equals(zeroes);
    }

    @Override
    public void close() throws IOException {
        sums.close();
    }
}
