package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Bottleneck;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import io.sendense.engine.transfer.MoveTask;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run says which part of its way is slow, and its row in the catalog says the same.
@Timeout(60)
class SlowPathsTest {
    private static final int BLOCK = FakeDisk.BLOCK;

    @TempDir private Path folder;
    private BackupFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        FakeDisk disk = fixture.source.addDisk(2000, 100L * BLOCK);
        byte[] noise = new byte[80 * BLOCK];
        new Random(1).nextBytes(noise);
        fixture.source.write(disk, 0, noise);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private void assertBottleneck(BackupOptions options, Bottleneck expected) throws Exception {
        RunView run = fixture.backup(options);
        Waits waits = run.waits();
        assertThat(Bottleneck.of(waits)).as("%s", waits).isEqualTo(expected);
        assertThat(waits.share(expected.in(waits))).as("%s", waits).isGreaterThan(0.6);
        assertThat(fixture.pictures.getLast().waits()).isEqualTo(waits);
        assertThat(fixture.catalog.runs().find(run.id()).orElseThrow().waits()).isEqualTo(waits);
    }

    @Test
    void aSlowSource() throws Exception {
        fixture.source.gate.slow = Duration.ofMillis(100);
        assertBottleneck(BackupOptions.usual(), Bottleneck.SOURCE);
    }

    @Test
    void aSlowTarget() throws Exception {
        fixture.moving =
                mover -> (task, sums, counters) -> mover.move(withSlowTarget(task), sums, counters);
        assertBottleneck(BackupOptions.usual(), Bottleneck.TARGET);
    }

    @Test
    void aLimitedBandwidth() throws Exception {
        assertBottleneck(BackupOptions.usual().at(new Bandwidth(40L * BLOCK)), Bottleneck.LIMIT);
    }

    private static MoveTask withSlowTarget(MoveTask task) {
        return new MoveTask(
                task.name(),
                task.source(),
                new ForwardingDevice(task.target()) {
                    @Override
                    public void write(long offset, ByteBuffer source) throws IOException {
                        try {
                            Thread.sleep(100);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new InterruptedIOException();
                        }
                        super.write(offset, source);
                    }
                },
                task.plan(),
                task.clusterBytes(),
                task.zeroes(),
                task.baseline(),
                task.pace(),
                task.admission());
    }
}
