package io.sendense.engine.node.reader;

import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// Takes the sums of one disk while they are made, as a console does, on a thread of its own.
final class TakenSums {
    /// By cluster; those that were stored as zeroes have none.
    final Map<Long, Optional<SumRecord.Data>> clusters = new TreeMap<>();

    /// Done when the stream has ended, with whether it was complete.
    final CompletableFuture<Boolean> complete = new CompletableFuture<>();

    TakenSums(NodeReader node, String job, int key, long capacity) throws Exception {
        SumStream stream = node.sums(new NodeJobId(job), key);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        read(new SumRecordReader(new Taking(stream), capacity));
                        complete.complete(true);
                    } catch (EOFException _) {
                        complete.complete(false);
                    } catch (IOException e) {
                        complete.completeExceptionally(e);
                    }
                });
    }

    private void read(SumRecordReader reader) throws IOException {
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            switch (next.get()) {
                case SumRecord.Data data -> clusters.put(data.cluster(), Optional.of(data));
                case SumRecord.Zeroes(long first, long count) -> {
                    for (long cluster = first; cluster < first + count; cluster++) {
                        clusters.put(cluster, Optional.empty());
                    }
                }
            }
        }
    }

    private static final class Taking extends InputStream {
        private final SumStream stream;

        Taking(SumStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                byte[] bytes = new byte[length];
                int count = 0;
                while (count == 0) {
                    count = stream.take(bytes, Duration.ofSeconds(1));
                }
                System.arraycopy(bytes, 0, target, from, Math.max(0, count));
                return count;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
