package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A run that is cancelled while the server is taking its snapshot.
@Timeout(60)
class CancelledSnapshotTest {
    private static final Duration TASK = Duration.ofSeconds(3);
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    @Test
    void cancelsTheTaskAndLeavesNothing() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withTaskTime(TASK))) {
            FaultRule asked = lab.counting("CreateSnapshot_Task");
            FaultRule cancels = lab.counting("CancelTask");
            RunId id =
                    lab.engine.startBackup(
                            new BackupRequest(
                                    "lab",
                                    lab.vm(VM).summary().id(),
                                    Optional.empty(),
                                    BackupOptions.usual()));
            while (lab.lab.faults().matched(asked) == 0) {
                Thread.sleep(20);
            }
            Thread.sleep(500); // its task is being waited for
            long before = System.nanoTime();
            lab.engine.cancelRun(id);
            RunView run = lab.engine.awaitRun(id);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("long before the snapshot could have been taken")
                    .isLessThan(TASK.minusSeconds(1));
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(run.point()).isEmpty();
            assertThat(lab.lab.faults().matched(cancels)).isEqualTo(1);
            assertThat(lab.engine.events(id, 0))
                    .noneMatch(event -> event.code() == EventCode.SNAPSHOT_CREATED);
            Thread.sleep(TASK);
            assertThat(lab.vm(VM).snapshots()).isEmpty();
            try (var files = Files.walk(Path.of(lab.engine.repositories().getFirst().path()))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.startsWith(".draft-"));
            }
        }
    }
}
