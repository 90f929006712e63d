package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.traffic.FileRequest;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole run of a VM with one disk whose server is slow, cuts answers and forgets the session.
@Timeout(120)
class CutReadsBackupTest {
    private static final String VM = "Kasse 1";
    private static final int KEY = 16000;

    @TempDir private Path folder;

    @Test
    void readsADiskWithSeveralRequestsAtOnceAndGoesOnWhereItWasCut() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            var faults = lab.lab.faults();
            faults.add(
                    FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ofMillis(150)))
                            .always());
            FaultRule cuts =
                    FaultRule.on(FaultRule.FOLDER, new FaultAction.ShortRead(10_000))
                            .after(12)
                            .times(5);
            faults.add(cuts);
            faults.add(
                    FaultRule.on(FaultRule.FOLDER, new FaultAction.ExpireSession())
                            .after(40)
                            .times(1));
            RunView run = lab.backup(VM);
            assertThat(run.problem()).isEmpty();
            assertThat(run.state()).isEqualTo(RunState.COMPLETED);
            assertThat(lab.lab.traffic().mostAtOnce()).as("requests of one disk").isGreaterThan(1);
            List<String> ranges =
                    lab.lab.traffic().requests().stream()
                            .filter(request -> request.file().endsWith("-flat.vmdk"))
                            .map(FileRequest::range)
                            .filter(range -> !range.isEmpty())
                            .toList();
            assertThat(ranges).hasSizeGreaterThan(60);
            assertThat(faults.matched(cuts)).isGreaterThan(17);
            assertThat(ranges.stream().filter(range -> range.startsWith("bytes=0-"))).hasSize(1);
            try (Repository repository = lab.repository()) {
                assertThat(
                                LabEngine.difference(
                                        LabEngine.point(repository, run), KEY, lab.frozen(VM, KEY)))
                        .isEmpty();
            }
        }
    }
}
