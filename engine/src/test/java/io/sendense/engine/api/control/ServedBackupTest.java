package io.sendense.engine.api.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineSettings;
import io.sendense.engine.InProcessEngine;
import io.sendense.engine.MemorySecretStore;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.RecordingListener;
import io.sendense.engine.VsphereConnector;
import io.sendense.engine.disk.qcow2.Qcow2Check;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real engine behind the socket: what one process starts, another sees and steers.
@Timeout(180)
class ServedBackupTest {
    private static final ProgramVersion PROGRAM = new ProgramVersion("test", "test");

    @TempDir private Path folder;

    @Test
    void twoProcessesSeeAndSteerTheSameRuns() throws Exception {
        InstantSource clock = InstantSource.system();
        EngineHome home = EngineHome.create(folder.resolve("home"));
        try (LabVCenter lab =
                        LabVCenter.start(
                                LabOptions.standard(clock)
                                        .withTaskTime(Duration.ofMillis(20))
                                        .withGuestSteps(200));
                EngineLock lock = EngineLock.tryAcquire(home, "test").orElseThrow();
                Engine owner =
                        InProcessEngine.open(
                                EngineSettings.of(
                                        home,
                                        PROGRAM,
                                        clock,
                                        new MemorySecretStore(),
                                        new VsphereConnector()));
                ControlServer _ = ControlServer.start(owner, lock);
                Engine attached = Engines.attach(home, PROGRAM).orElseThrow()) {
            attached.addVCenter(
                    new NewVCenter(
                            "lab",
                            lab.url().toString(),
                            lab.user(),
                            Secret.of(lab.password()),
                            Optional.of(lab.certificateSha256()),
                            Optional.empty()));
            VmSummary vm = new VmName("pgtest1").find(attached.inventory("lab"), "lab");
            // Not the whole record: a live guest's storage grows between two looks.
            assertThat(attached.vm("lab", vm.id()).disks())
                    .isEqualTo(owner.vm("lab", vm.id()).disks())
                    .hasSize(2);

            assertBackupIsSeenFromBothSides(owner, attached, vm);
            assertCancelReachesTheRun(owner, attached, vm);
        }
    }

    private static void assertBackupIsSeenFromBothSides(Engine owner, Engine attached, VmSummary vm)
            throws Exception {
        RecordingListener listener = new RecordingListener();
        try (var _ = attached.subscribe(listener)) {
            RunId run = attached.startBackup(request(vm));
            RunView end = owner.awaitRun(run);
            assertThat(end.state()).isEqualTo(RunState.COMPLETED);
            assertThat(attached.run(run)).isEqualTo(end);
            assertThat(attached.runs(10)).isEqualTo(owner.runs(10));
            assertThat(attached.points()).isEqualTo(owner.points()).hasSize(1);
            Path layer = Path.of(attached.points().getFirst().disks().getFirst().layer());
            assertThat(Qcow2Check.run(layer).compressedClusters()).isPositive();

            List<RunEvent> events = owner.events(run, 0);
            assertThat(attached.events(run, 0)).isEqualTo(events);
            until(() -> listener.events().size() == events.size());
            assertThat(listener.events()).isEqualTo(events);
            until(() -> listener.runs().getLast().state().ended());

            long[] told = new long[1];
            assertThat(attached.verify(end.point().orElseThrow(), (_, done, _) -> told[0] = done))
                    .isEqualTo(owner.verify(end.point().orElseThrow(), (_, _, _) -> {}));
            assertThat(told[0]).isPositive();
        }
    }

    private static void assertCancelReachesTheRun(Engine owner, Engine attached, VmSummary vm)
            throws Exception {
        RunId run = owner.startBackup(request(vm));
        attached.cancelRun(run);
        assertThat(attached.awaitRun(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(owner.events(run, 0))
                .extracting(RunEvent::code)
                .contains(EventCode.CANCEL_REQUESTED, EventCode.RUN_CANCELLED);
    }

    private static BackupRequest request(VmSummary vm) {
        return new BackupRequest(
                "lab",
                vm.id(),
                Optional.empty(),
                BackupOptions.usual().inFull().compressed(Compression.ZSTD));
    }

    private static void until(java.util.function.BooleanSupplier condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
