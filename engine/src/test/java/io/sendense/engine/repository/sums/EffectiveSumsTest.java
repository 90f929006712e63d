package io.sendense.engine.repository.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.repository.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveSumsTest {
    private static final int CLUSTER = 512;
    private static final int CLUSTERS = 200;

    private final List<Path> folders = new ArrayList<>();

    @AfterTry
    void cleanUp() throws IOException {
        for (Path folder : folders) {
            DurableFiles.deleteTree(folder);
        }
    }

    /// jqwik prints the seed of a failure.
    @Property(tries = 60)
    void areWhatTheTopmostLayerSays(
            @ForAll @IntRange(min = 1, max = 8) int layers, @ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("effective");
        folders.add(folder);
        Random random = new Random(seed);
        Map<Long, ClusterSum> model = new TreeMap<>();
        List<SumsReader> topFirst = new ArrayList<>();
        for (int depth = 0; depth < layers; depth++) {
            topFirst.addFirst(layer(folder.resolve("disk-" + depth + ".sums"), random, model));
        }
        Sha256 zero = Sha256.of(new byte[CLUSTER]);
        try (EffectiveSums sums = new EffectiveSums(topFirst)) {
            for (long index = 0; index < CLUSTERS; index++) {
                assertThat(sums.at(index))
                        .isEqualTo(
                                model.getOrDefault(
                                        index, new ClusterSum(index, SumKind.ZERO, zero)));
            }
            long from = random.nextInt(CLUSTERS);
            assertThat(SumsTest.all(sums.cursor(from)))
                    .containsExactlyElementsOf(
                            model.values().stream().filter(s -> s.index() >= from).toList());
        }
    }

    private static SumsReader layer(Path file, Random random, Map<Long, ClusterSum> model)
            throws IOException {
        try (SumsWriter writer = new SumsWriter(file, CLUSTER, (long) CLUSTERS * CLUSTER)) {
            int count = random.nextInt(CLUSTERS / 2);
            for (int i = 0; i < count; i++) {
                SumKind kind = random.nextBoolean() ? SumKind.DATA : SumKind.ZERO;
                ClusterSum sum =
                        new ClusterSum(
                                random.nextInt(CLUSTERS),
                                kind,
                                new Sha256(random.nextLong(), 0, 0, 0));
                writer.put(sum);
                model.put(sum.index(), sum);
            }
            writer.finish();
        }
        return SumsReader.open(file);
    }

    @Test
    void refuseLayersOfOtherDisks(@TempDir Path folder) throws IOException {
        List<SumsReader> readers = new ArrayList<>();
        for (int size : new int[] {10, 11}) {
            Path file = folder.resolve(size + ".sums");
            try (SumsWriter writer = new SumsWriter(file, CLUSTER, size * 512L)) {
                writer.finish();
            }
            readers.add(SumsReader.open(file));
        }
        assertThatThrownBy(() -> new EffectiveSums(readers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacityBytes=5632");
        for (SumsReader reader : readers) {
            reader.close();
        }
    }
}
