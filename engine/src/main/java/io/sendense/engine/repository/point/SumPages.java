package io.sendense.engine.repository.point;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumsCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The effective sums of a chain for lookups at random, a page of 1024 clusters (64 MiB of disk) at
/// a time; the 128 pages used last are kept, 32 KiB each. Thread-safe.
final class SumPages {
    private static final int CLUSTERS = 1024;
    private static final int MOST_PAGES = 128;

    private final EffectiveSums sums;
    private final Sha256 zeroes;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Long, ByteBuffer> pages =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
                    return size() > MOST_PAGES;
                }
            };

    SumPages(EffectiveSums sums, Sha256 zeroes) {
        this.sums = sums;
        this.zeroes = zeroes;
    }

    /// What a cluster must read as.
    Sha256 at(long index) throws IOException {
        int slot = (int) (index % CLUSTERS) * Sha256.BYTES;
        return Sha256.from(page(index / CLUSTERS).slice(slot, Sha256.BYTES));
    }

    private ByteBuffer page(long number) throws IOException {
        @Nullable ByteBuffer known;
        synchronized (lock) {
            known = pages.get(number);
        }
        if (known != null) {
            return known;
        }
        // Two threads may read the same page; both read the same.
        ByteBuffer read = read(number);
        synchronized (lock) {
            pages.put(number, read);
        }
        return read;
    }

    private ByteBuffer read(long number) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(CLUSTERS * Sha256.BYTES);
        for (int i = 0; i < CLUSTERS; i++) {
            zeroes.putInto(page);
        }
        long first = number * CLUSTERS;
        SumsCursor cursor = sums.cursor(first);
        for (Optional<ClusterSum> sum = cursor.next();
                sum.isPresent() && sum.get().index() < first + CLUSTERS;
                sum = cursor.next()) {
            int slot = (int) (sum.get().index() - first) * Sha256.BYTES;
            sum.get().sum().putInto(page.position(slot));
        }
        return page.clear().asReadOnlyBuffer();
    }
}
