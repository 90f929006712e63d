package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that went away while its snapshot was held: the run ends, the snapshot goes later.
@Timeout(60)
class UnreachableRemovalTest {
    @TempDir private Path folder;

    @Test
    void isAskedForOnceAsTheSourceHasTriedForLongAlready() throws Exception {
        FakeVmSource source = new FakeVmSource();
        try (BackupFixture fixture = new BackupFixture(folder, source)) {
            source.write(source.addDisk(2000, FakeDisk.BLOCK), 0, new byte[] {1});
            source.gate.hold = new CountDownLatch(1);
            RunId id = fixture.start();
            source.gate.reached.await();
            source.unreachable = true;
            source.gate.hold.countDown();
            RunView run = fixture.runner.await(id);
            assertThat(source.removalsAsked).isEqualTo(1);
            assertThat(source.snapshots).hasSize(1);
            assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
            assertThat(run.warnings().stream().map(Problem::code))
                    .containsExactly(ProblemCode.SNAPSHOT_REMOVE_FAILED);

            source.unreachable = false;
            assertThat(fixture.janitor.sweepSnapshots()).isZero();
            assertThat(source.snapshots).isEmpty();
            fixture.assertNothingHeld();
        }
    }
}
