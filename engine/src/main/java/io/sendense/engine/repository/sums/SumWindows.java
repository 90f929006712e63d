package io.sendense.engine.repository.sums;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sums of a chain for those who ask for many clusters, roughly in order: read in windows of
/// 4,096 clusters, of which the last four are kept (less than 1 MiB). Thread-safe.
public final class SumWindows {
    private static final int CLUSTERS = 4096;
    private static final int KEPT = 4;

    private final EffectiveSums sums;
    private final Sha256 zeroes;
    private final Object lock = new Object();

    /// By number; a cluster without a sum reads as zeroes.
    @GuardedBy("lock")
    private final LinkedHashMap<Long, @Nullable Sha256[]> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, @Nullable Sha256[]> eldest) {
                    return size() > KEPT;
                }
            };

    /// @param sums not closed by this
    public SumWindows(EffectiveSums sums) {
        this.sums = sums;
        this.zeroes = new ClusterDigests(sums.clusterBytes(), sums.capacityBytes()).ofZeroes();
    }

    /// The sum of what a guest reads in a cluster.
    public Sha256 of(long cluster) throws IOException {
        synchronized (lock) {
            long number = cluster / CLUSTERS;
            @Nullable Sha256[] window = kept.get(number);
            if (window == null) {
                window = read(number);
                kept.put(number, window);
            }
            Sha256 sum = window[(int) (cluster % CLUSTERS)];
            return sum == null ? zeroes : sum;
        }
    }

    private @Nullable Sha256[] read(long number) throws IOException {
        @Nullable Sha256[] window = new @Nullable Sha256[CLUSTERS];
        long first = number * CLUSTERS;
        SumsCursor cursor = sums.cursor(first);
        for (Optional<ClusterSum> next = cursor.next();
                next.isPresent() && next.get().index() < first + CLUSTERS;
                next = cursor.next()) {
            window[(int) (next.get().index() - first)] = next.get().sum();
        }
        return window;
    }
}
