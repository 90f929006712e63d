package io.sendense.engine.fuzz;

import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.EffectiveSums;
import io.sendense.engine.repository.sums.SumsCursor;
import io.sendense.engine.repository.sums.SumsFormatException;
import io.sendense.engine.repository.sums.SumsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A sums file: looked up in, gone through from several places, laid over itself.
final class SumsFeed implements Feed {
    private static final Refusals REFUSALS = Refusals.of(List.of(SumsFormatException.class));

    private final Path file;

    SumsFeed(Path folder) {
        this.file = folder.resolve("in.sums");
    }

    @Override
    public boolean take(byte[] input) throws Exception {
        Files.write(file, input);
        return REFUSALS.taken(this::read);
    }

    private void read() throws IOException {
        try (SumsReader reader = SumsReader.open(file);
                EffectiveSums both =
                        new EffectiveSums(List.of(SumsReader.open(file), SumsReader.open(file)))) {
            reader.fileDigest();
            long clusters = reader.header().clusters();
            for (long index : new long[] {0, 1, clusters / 2, clusters - 1, clusters}) {
                if (index >= 0) {
                    reader.find(index);
                    walk(reader.cursor(index));
                }
            }
            walk(both.cursor(0));
        }
    }

    private static void walk(SumsCursor cursor) throws IOException {
        long last = -1;
        for (Optional<ClusterSum> sum = cursor.next(); sum.isPresent(); sum = cursor.next()) {
            if (sum.get().index() <= last) {
                throw new AssertionError(sum.get() + " follows cluster " + last);
            }
            last = sum.get().index();
        }
    }
}
