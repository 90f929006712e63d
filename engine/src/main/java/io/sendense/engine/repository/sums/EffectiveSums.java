package io.sendense.engine.repository.sums;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The sums of a whole chain laid over each other: for each cluster the record of the topmost layer
/// that defines it. What no layer defines reads as zeroes.
///
/// Thread-safe; each cursor belongs to one thread. Memory: 40 KiB for each layer of an open cursor.
public final class EffectiveSums implements AutoCloseable {
    private final List<SumsReader> layers;
    private final ClusterDigests digests;

    /// Takes over the readers of a chain, the topmost layer's first; they are closed with this.
    ///
    /// @throws IllegalArgumentException there is none, or their disks differ
    public EffectiveSums(List<SumsReader> topFirst) {
        layers = List.copyOf(topFirst);
        SumsHeader top = layers.getFirst().header();
        for (SumsReader layer : layers) {
            SumsHeader header = layer.header();
            if (header.capacityBytes() != top.capacityBytes()
                    || header.clusterBytes() != top.clusterBytes()) {
                throw new IllegalArgumentException(
                        layer.file() + " is of another disk: " + header + ", expected " + top);
            }
        }
        digests = new ClusterDigests(top.clusterBytes(), top.capacityBytes());
    }

    public int clusterBytes() {
        return layers.getFirst().header().clusterBytes();
    }

    public long capacityBytes() {
        return layers.getFirst().header().capacityBytes();
    }

    /// What a guest reads in a cluster: the topmost layer's sum, or that of zeroes.
    public ClusterSum at(long index) throws IOException {
        for (SumsReader layer : layers) {
            Optional<ClusterSum> sum = layer.find(index);
            if (sum.isPresent()) {
                return sum.get();
            }
        }
        return new ClusterSum(index, SumKind.ZERO, digests.ofZeroes());
    }

    /// The clusters that any layer defines, in ascending order from `fromIndex` on; the ones left
    /// out read as zeroes.
    public SumsCursor cursor(long fromIndex) throws IOException {
        PriorityQueue<Head> heads =
                new PriorityQueue<>(
                        Comparator.<Head>comparingLong(head -> head.sum().index())
                                .thenComparingInt(Head::depth));
        for (int depth = 0; depth < layers.size(); depth++) {
            advance(heads, layers.get(depth).cursor(fromIndex), depth);
        }
        return () -> {
            Head top = heads.poll();
            if (top == null) {
                return Optional.empty();
            }
            advance(heads, top.cursor(), top.depth());
            for (Head below = heads.peek();
                    below != null && below.sum().index() == top.sum().index();
                    below = heads.peek()) {
                heads.remove();
                advance(heads, below.cursor(), below.depth());
            }
            return Optional.of(top.sum());
        };
    }

    private static void advance(PriorityQueue<Head> heads, SumsCursor cursor, int depth)
            throws IOException {
        cursor.next().ifPresent(sum -> heads.add(new Head(sum, cursor, depth)));
    }

    /// The next sum of one layer; depth 0 is the topmost.
    private record Head(ClusterSum sum, SumsCursor cursor, int depth) {}

    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (SumsReader layer : layers) {
            try {
                layer.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IOException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
