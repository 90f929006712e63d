package io.sendense.engine.repository.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SumsTest {
    private static final int CLUSTER = 65536;

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("disk-2000.sums");
    }

    @Test
    void writesTheFormatByteByByte() throws Exception {
        byte[] last = new byte[100];
        Arrays.fill(last, (byte) 7);
        SumsWriter.Finished finished;
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, 3L * CLUSTER + 100)) {
            sums.data(3, ByteBuffer.wrap(last));
            sums.zero(1);
            finished = sums.finish();
        }
        byte[] padded = Arrays.copyOf(last, CLUSTER);
        String expected =
                "53444e534553554d"
                        + "00000001"
                        + "00000001"
                        + "00010000"
                        + "00000028"
                        + "0000000000030064"
                        + "0000000000000002"
                        + "00".repeat(24)
                        + "0200000000000001"
                        + sha256(new byte[CLUSTER])
                        + "0100000000000003"
                        + sha256(padded);
        byte[] content = Files.readAllBytes(file());
        assertThat(HexFormat.of().formatHex(content)).isEqualTo(expected);
        assertThat(finished)
                .isEqualTo(new SumsWriter.Finished(2, 144, Sha256.ofHex(sha256(content))));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void sortsWhatComesInAnyOrderFromManyThreads() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        // Far more pages than stay in memory, so that the scratch file is used.
        long clusters = 4096L * 3 * SumsScratch.PAGES_IN_MEMORY;
        Map<Long, ClusterSum> expected = new TreeMap<>();
        List<ClusterSum> puts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            SumKind kind = random.nextInt(4) == 0 ? SumKind.ZERO : SumKind.DATA;
            Sha256 sum = new Sha256(random.nextLong(), i, 0, -1);
            puts.add(new ClusterSum(random.nextLong(clusters), kind, sum));
        }
        // Repeated clusters go to the same thread, or their order would be undefined.
        puts.forEach(sum -> expected.put(sum.index(), sum));
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, clusters * CLUSTER)) {
            IntStream.range(0, 4)
                    .parallel()
                    .forEach(part -> putAll(sums, puts, sum -> sum.index() % 4 == part));
            assertThat(folder.resolve("disk-2000.sums.scratch")).exists();
            assertThat(sums.finish().records()).isEqualTo(expected.size());
        }
        assertThat(folder.resolve("disk-2000.sums.scratch")).doesNotExist();
        try (SumsReader reader = SumsReader.open(file())) {
            assertThat(all(reader.cursor(0))).containsExactlyElementsOf(expected.values());
            assertThat(reader.fileDigest().hex()).isEqualTo(sha256(Files.readAllBytes(file())));
            for (int i = 0; i < 2000; i++) {
                long index = random.nextLong(clusters);
                assertThat(reader.find(index)).isEqualTo(Optional.ofNullable(expected.get(index)));
            }
            long from = random.nextLong(clusters);
            assertThat(all(reader.cursor(from)))
                    .containsExactlyElementsOf(
                            expected.values().stream().filter(s -> s.index() >= from).toList());
        }
    }

    @Test
    void whoGivesUpRemovesOnlyWhatWasWrittenHere() throws Exception {
        Files.writeString(file(), "of somebody else");
        try (SumsWriter given = new SumsWriter(file(), CLUSTER, CLUSTER)) {
            given.zero(0);
        }
        assertThat(file()).hasContent("of somebody else");
        try (SumsWriter refused = new SumsWriter(file(), CLUSTER, CLUSTER)) {
            refused.zero(0);
            assertThatThrownBy(refused::finish).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file()).hasContent("of somebody else");
    }

    private static void putAll(
            SumsWriter sums, List<ClusterSum> puts, java.util.function.Predicate<ClusterSum> mine) {
        puts.stream()
                .filter(mine)
                .forEach(sum -> {
                    try {
                        sums.put(sum);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    static List<ClusterSum> all(SumsCursor cursor) throws IOException {
        List<ClusterSum> all = new ArrayList<>();
        for (Optional<ClusterSum> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void takesSeveralClustersAtOnceAndTheLastSumOfACluster() throws Exception {
        byte[] content = new byte[2 * CLUSTER + 10];
        new Random(1).nextBytes(content);
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, 4L * CLUSTER + 10)) {
            sums.zero(0, 4);
            ByteBuffer buffer = ByteBuffer.wrap(content);
            sums.data(2, buffer);
            assertThat(buffer.position()).isZero();
            sums.finish();
        }
        try (SumsReader reader = SumsReader.open(file())) {
            assertThat(all(reader.cursor(0)))
                    .extracting(ClusterSum::kind)
                    .containsExactly(
                            SumKind.ZERO, SumKind.ZERO, SumKind.DATA, SumKind.DATA, SumKind.DATA);
            assertThat(reader.find(3).orElseThrow().sum().hex())
                    .isEqualTo(sha256(Arrays.copyOfRange(content, CLUSTER, 2 * CLUSTER)));
        }
    }

    @Test
    void refusesClustersOutsideOfTheDiskAndPartsOfClusters() throws Exception {
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, 4L * CLUSTER + 10)) {
            assertThatThrownBy(() -> sums.zero(5)).hasMessageContaining("5");
            assertThatThrownBy(() -> sums.zero(4, 2)).hasMessageContaining("4+2");
            assertThatThrownBy(() -> sums.data(1, ByteBuffer.allocate(100)))
                    .hasMessageContaining("cluster 1 has 65536 bytes, got 100");
            assertThatThrownBy(() -> sums.data(4, ByteBuffer.allocate(CLUSTER)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void takesNothingAfterTheEnd() throws Exception {
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, CLUSTER)) {
            sums.finish();
            assertThatThrownBy(() -> sums.zero(0)).hasMessageContaining("closed already");
            assertThatThrownBy(sums::finish).hasMessageContaining("closed already");
        }
        assertThat(file()).exists();
    }

    @Test
    void refusesFilesThatWereCutOffOrAreSomethingElse() throws Exception {
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, 10L * CLUSTER)) {
            sums.zero(0, 10);
            sums.finish();
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 63, 64, 100, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SumsReader.open(file()))
                    .isInstanceOf(SumsFormatException.class)
                    .hasMessageContaining(Integer.toString(length));
        }
        for (int field : new int[] {0, 11, 15, 19, 23, 39, 40}) {
            byte[] broken = whole.clone();
            broken[field] ^= 0x40;
            Files.write(file(), broken);
            assertThatThrownBy(() -> SumsReader.open(file()))
                    .as("byte %d", field)
                    .isInstanceOf(SumsFormatException.class);
        }
    }

    @Test
    void findsRecordsThatCannotBe() throws Exception {
        try (SumsWriter sums = new SumsWriter(file(), CLUSTER, 10L * CLUSTER)) {
            sums.zero(0, 10);
            sums.finish();
        }
        byte[] whole = Files.readAllBytes(file());
        for (int at : new int[] {64, 64 + 7, 64 + 40 + 1, 64 + 9 * 40 + 7}) {
            byte[] broken = whole.clone();
            broken[at] ^= 0x48;
            Files.write(file(), broken);
            try (SumsReader reader = SumsReader.open(file())) {
                assertThatThrownBy(() -> all(reader.cursor(0)))
                        .as("byte %d", at)
                        .isInstanceOf(SumsFormatException.class);
            }
        }
    }
}
