package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.FaultyBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskCompare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A copy as a run makes it tells how far it is, and leaves nothing where it does not end well.
@Timeout(60)
class ImageCopyTest {
    private static final int CLUSTER = 65536;
    private static final int SIZE = 64 << 20;
    private static final int DATA = SIZE / 2;

    @TempDir private Path folder;
    private final MemoryBlockDevice content = new MemoryBlockDevice(SIZE);
    private final MemoryBlockDevice target = new MemoryBlockDevice(SIZE);

    @BeforeEach
    void fill() {
        byte[] bytes = new byte[DATA];
        new Random(3).nextBytes(bytes);
        content.write(0, ByteBuffer.wrap(bytes));
    }

    private Path sums() {
        return folder.resolve("disk.sums");
    }

    private CopyResult copy(
            BlockDevice source, boolean throughNbd, boolean withSums, ByteProgress progress)
            throws IOException, InterruptedException {
        Optional<Path> sums = withSums ? Optional.of(sums()) : Optional.empty();
        return ImageCopy.copy(
                source, target, new ImageCopy.Options(throughNbd, sums, CLUSTER), progress);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static FaultyBlockDevice slow(BlockDevice device) {
        return new FaultyBlockDevice(device).delaying(BlockOperation.READ, Duration.ofMillis(100));
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false", "true, true"})
    void progressRisesToAllThatMayBeData(boolean throughNbd, boolean withSums) throws Exception {
        List<Long> reached = new ArrayList<>();
        CopyResult result =
                copy(
                        slow(content),
                        throughNbd,
                        withSums,
                        (done, planned) -> {
                            assertThat(planned).isEqualTo(DATA);
                            reached.add(done);
                        });
        assertThat(reached).isSorted().startsWith(0L).endsWith((long) DATA);
        assertThat(reached.size()).isBetween(4, 1000);
        assertThat(result).isEqualTo(new CopyResult(DATA, 0, SIZE - DATA));
        assertThat(DiskCompare.firstDifference(content, target, ByteProgress.none())).isEmpty();
        assertThat(Files.exists(sums())).isEqualTo(withSums);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false", "true, true"})
    void anInterruptEndsItAndLeavesNoSums(boolean throughNbd, boolean withSums) throws Exception {
        Thread copying = Thread.currentThread();
        assertThatThrownBy(() ->
                        copy(
                                slow(content),
                                throughNbd,
                                withSums,
                                (done, _) -> {
                                    if (done > 0) {
                                        copying.interrupt();
                                    }
                                }))
                .isInstanceOf(InterruptedException.class);
        // What closed the pulse may have been told after the move ended.
        Thread.interrupted();
        assertNothingIsLeft();
        ByteBuffer last = ByteBuffer.allocate(1);
        target.read(DATA - 1, last);
        assertThat(last.get(0)).isZero();
    }

    @Test
    void aFailureLeavesNoSums() throws Exception {
        FaultyBlockDevice broken =
                new FaultyBlockDevice(content).failing(BlockOperation.READ, 20, Long.MAX_VALUE);
        assertThatThrownBy(() -> copy(broken, true, true, ByteProgress.none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("injected fault");
        assertNothingIsLeft();
    }

    @Test
    void anEmptyDiskIsNothingToDo() throws Exception {
        CopyResult result =
                copy(
                        new MemoryBlockDevice(SIZE),
                        true,
                        true,
                        (done, planned) -> assertThat(done + planned).isZero());
        assertThat(result).isEqualTo(new CopyResult(0, 0, SIZE));
    }
}
