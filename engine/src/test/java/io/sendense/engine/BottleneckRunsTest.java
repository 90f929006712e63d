package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Bottleneck;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What whole runs say that they wait for, and how far they were over their time; the same after a
/// restart.
@Timeout(180)
final class BottleneckRunsTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    private static RunView run(LabEngine lab, String vm, BackupOptions options) throws Exception {
        RunId id =
                lab.engine.startBackup(
                        new BackupRequest(
                                "lab", lab.vm(vm).summary().id(), Optional.empty(), options));
        RunView ended = lab.engine.awaitRun(id);
        assertThat(ended.state().succeeded()).as("%s", ended.problem()).isTrue();
        return ended;
    }

    @Test
    void aServerThatThinksForLongIsTheSource() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofMillis(200)))
                                    .always());
            RunView run = run(lab, VM, BackupOptions.usual());
            Waits waits = run.waits();
            assertThat(Bottleneck.of(waits)).as("%s", waits).isEqualTo(Bottleneck.SOURCE);
            assertThat(waits.share(waits.source())).as("%s", waits).isGreaterThan(0.7);
            assertThat(waits.network()).as("told from the source").isPositive();
            assertThat(lab.engine.run(run.id()).waits()).isEqualTo(waits);
        }
    }

    @Test
    void aLimitOfTheRunIsTheLimit() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            RunView free = run(lab, VM, BackupOptions.usual());
            long second = Math.max(1, free.doneBytes() / 4);
            RunView run = run(lab, VM, BackupOptions.usual().inFull().at(new Bandwidth(second)));
            Waits waits = run.waits();
            assertThat(Bottleneck.of(waits)).as("%s", waits).isEqualTo(Bottleneck.LIMIT);
            assertThat(waits.share(waits.limit())).as("%s", waits).isGreaterThan(0.7);

            List<RateSample> rates = lab.engine.rates(run.id());
            assertThat(rates).hasSizeBetween(3, 30);
            assertThat(rates.getLast().doneBytes()).isEqualTo(run.doneBytes());
            assertThat(rates).extracting(RateSample::doneBytes).isSorted();
            assertThat(rates).extracting(RateSample::bytesPerSecond).anyMatch(rate -> rate > 0);
        }
    }
}
