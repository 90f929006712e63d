package io.sendense.engine.node.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.LabHome;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheck.Outcome;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backups whose disks a node reads, behind a real SSH server.
@Tag("peers")
@Timeout(300)
class NodeBackupTest {
    @TempDir private Path folder;

    @Test
    void aFullBackupAndAnIncrementalOneAreComplete() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            RunView full = home.engine.awaitRun(home.start(LabHome.SMALL, options -> options));
            assertThat(full.problem()).isEmpty();
            assertThat(full.state()).isEqualTo(RunState.COMPLETED);
            assertThat(full.node()).contains(NodeHome.NODE);
            assertThat(full.disks())
                    .isNotEmpty()
                    .allSatisfy(disk ->
                            assertThat(disk.export().orElseThrow())
                                    .matches("nbd://127\\.0\\.0\\.1:101\\d\\d/run-.*"));
            RunView again = home.engine.awaitRun(home.start(LabHome.SMALL, options -> options));
            assertThat(again.state()).isEqualTo(RunState.COMPLETED);
            assertThat(again.disks())
                    .extracting(DiskView::mode)
                    .containsOnly(Optional.of(ReadMode.INCREMENTAL));
            for (RunView run : java.util.List.of(full, again)) {
                assertThat(home.engine.verify(run.point().orElseThrow(), Progress.NONE).findings())
                        .isEmpty();
            }
            assertThat(home.engine.nodes().list())
                    .singleElement()
                    .satisfies(node -> assertThat(node.transfers()).isEmpty());
        }
    }

    @Test
    void aTestFindsEverythingInOrder() throws Exception {
        try (NodeHome home = new NodeHome(folder)) {
            NodeCheck check = home.engine.nodes().test(NodeHome.NODE);
            assertThat(check.results())
                    .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.PASSED));
            assertThat(check.version()).contains("test");
        }
    }
}
