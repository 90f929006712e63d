package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.transfer.limit.PlaceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Limits on whole runs, changed while they live.
@Timeout(120)
final class LimitedRunsTest {
    private static final String VM = "pgtest1";

    @TempDir Path folder;

    private static RunId start(LabEngine lab, String vm, BackupOptions options) throws Exception {
        return lab.engine.startBackup(
                new BackupRequest("lab", lab.vm(vm).summary().id(), Optional.empty(), options));
    }

    private static void awaitBytes(LabEngine lab, RunId run) throws Exception {
        while (lab.engine.run(run).doneBytes() == 0) {
            assertThat(lab.engine.run(run).state().ended()).isFalse();
            Thread.sleep(20);
        }
    }

    /// At 2 MiB/s its two disks would take minutes.
    @Test
    void aRunThatIsFreedEndsAtOnce() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            RunId run = start(lab, VM, BackupOptions.usual().at(new Bandwidth(2 << 20)));
            awaitBytes(lab, run);
            Thread.sleep(2000);
            RunView slow = lab.engine.run(run);
            assertThat(slow.state()).isEqualTo(RunState.RUNNING);
            assertThat(slow.bandwidth()).isEqualTo(new Bandwidth(2 << 20));
            long read = slow.doneBytes();
            long planned = slow.plannedBytes();
            assertThat(read).isLessThan(planned / 2);

            lab.engine.limitRun(run, Bandwidth.UNLIMITED);
            RunView ended = lab.engine.awaitRun(run);
            assertThat(ended.state().succeeded()).isTrue();
            assertThat(lab.engine.events(run, 0).stream().map(RunEvent::code))
                    .containsSubsequence(
                            EventCode.RUN_STARTED,
                            EventCode.BANDWIDTH_LIMITED,
                            EventCode.BANDWIDTH_UNLIMITED,
                            EventCode.RUN_COMPLETED);
        }
    }

    @Test
    void aRunThatIsStoppedByItsLimitCanBeCancelled() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            RunId run = start(lab, VM, BackupOptions.usual().at(new Bandwidth(1)));
            awaitBytes(lab, run);
            long before = System.nanoTime();
            lab.engine.cancelRun(run);
            assertThat(lab.engine.awaitRun(run).state()).isEqualTo(RunState.CANCELLED);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(lab.vm(VM).snapshots()).isEmpty();
        }
    }

    @Test
    void oneLimitHoldsForAllRunsAndOutlivesTheEngine() throws Exception {
        Bandwidth limit = new Bandwidth(1);
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            lab.engine.setLimits(TransferLimits.usual().with(limit));
            RunId first = start(lab, VM, BackupOptions.usual());
            RunId second = start(lab, "web01", BackupOptions.usual());
            Thread.sleep(3000);
            assertThat(lab.engine.run(first).state()).isEqualTo(RunState.RUNNING);
            assertThat(lab.engine.run(second).state()).isEqualTo(RunState.RUNNING);
            long read = lab.engine.run(first).doneBytes() + lab.engine.run(second).doneBytes();
            assertThat(read).isLessThanOrEqualTo(1 << 20);
            lab.engine.setLimits(TransferLimits.usual());
            for (RunId run : List.of(first, second)) {
                assertThat(lab.engine.awaitRun(run).state().succeeded()).isTrue();
            }
            lab.engine.setLimits(TransferLimits.usual().with(limit));
        }
        try (Engine later =
                InProcessEngine.open(
                        EngineSettings.of(
                                EngineHome.create(folder.resolve("home")),
                                new ProgramVersion("test", "test"),
                                InstantSource.system(),
                                new MemorySecretStore(),
                                new VsphereConnector()))) {
            assertThat(later.limits()).isEqualTo(TransferLimits.usual().with(limit));
        }
    }

    /// A VM whose disks could have eight reads under way.
    @Test
    void hostsAndDatastoresAreAskedForNoMoreThanTheirLimits() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options)) {
            lab.lab
                    .faults()
                    .add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofMillis(5)))
                                    .always());
            assertThat(mostAtOnce(lab, TransferLimits.usual())).isGreaterThan(3);
            PlaceLimits three = new PlaceLimits(3, 1L << 30);
            PlaceLimits wide = new PlaceLimits(1000, 1L << 30);
            assertThat(mostAtOnce(lab, new TransferLimits(Bandwidth.UNLIMITED, wide, three)))
                    .isLessThanOrEqualTo(3);
            PlaceLimits two = new PlaceLimits(2, 1L << 30);
            assertThat(mostAtOnce(lab, new TransferLimits(Bandwidth.UNLIMITED, two, wide)))
                    .isLessThanOrEqualTo(2);
        }
    }

    private int mostAtOnce(LabEngine lab, TransferLimits limits) throws Exception {
        lab.engine.setLimits(limits);
        lab.lab.traffic().forget();
        RunId run = start(lab, VM, BackupOptions.usual().inFull());
        assertThat(lab.engine.awaitRun(run).state().succeeded()).isTrue();
        return lab.lab.traffic().mostAtOnce();
    }
}
