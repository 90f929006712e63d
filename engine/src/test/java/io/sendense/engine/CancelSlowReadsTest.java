package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// However long the server takes to answer, a run that is cancelled has stopped within a second.
@Timeout(120)
class CancelSlowReadsTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String VM = "pgtest1";

    /// Far longer than the test waits for anything.
    private static final FaultAction.Delay SLOW = new FaultAction.Delay(Duration.ofSeconds(90));

    @TempDir private Path folder;
    private LabHome lab;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        lab = new LabHome(folder.resolve("home"));
        engine = lab.open();
        assertThat(engine.addVCenter(lab.vcenter(LabHome.NAME)).name()).isEqualTo(LabHome.NAME);
    }

    @AfterEach
    void close() {
        engine.close();
        lab.close();
    }

    private void slowDown(String operation) {
        lab.lab.faults().add(FaultRule.on(operation, SLOW).always());
    }

    private RunView awaitRun(RunId id, Predicate<RunView> seen) throws Exception {
        RunView run = engine.run(id);
        while (!seen.test(run)) {
            assertThat(run.state().ended()).as(run.toString()).isFalse();
            Thread.sleep(5);
            run = engine.run(id);
        }
        return run;
    }

    private static boolean transferring(RunView run) {
        return run.disks().size() == 2
                && run.disks().stream().allMatch(disk -> disk.state() == DiskState.TRANSFERRING)
                && run.disks().stream().allMatch(disk -> disk.doneBytes() > 0);
    }

    @Test
    void inTheMiddleOfReads() throws Exception {
        // So that it lasts until the server has become slow.
        FaultRule steady =
                FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ofMillis(20)));
        lab.lab.faults().add(steady.always());
        RunId id = LabHome.start(engine, VM);
        awaitRun(id, CancelSlowReadsTest::transferring);
        lab.lab.faults().clear();
        slowDown(FaultRule.FOLDER);
        awaitStandstill(id);
        assertStopsInTime(id);
    }

    /// All that was asked for before has arrived; what is awaited now does not come.
    private void awaitStandstill(RunId id) throws Exception {
        long before = -1;
        for (long now = engine.run(id).doneBytes(); now != before; ) {
            before = now;
            Thread.sleep(500);
            now = engine.run(id).doneBytes();
        }
        assertThat(engine.run(id).plannedBytes()).isGreaterThan(before);
    }

    @Test
    void whileDisksAreBeingOpened() throws Exception {
        slowDown(FaultRule.FOLDER);
        assertStopsInTime(startAndSettle());
    }

    @Test
    void whileTheServerLooksForChangedAreas() throws Exception {
        slowDown("QueryChangedDiskAreas");
        assertStopsInTime(startAndSettle());
    }

    private RunId startAndSettle() throws Exception {
        RunId id = LabHome.start(engine, VM);
        awaitRun(id, run -> run.disks().size() == 2);
        Thread.sleep(500);
        return id;
    }

    private void assertStopsInTime(RunId id) throws Exception {
        CompletableFuture<Long> stopped = new CompletableFuture<>();
        EngineListener listener =
                new EngineListener() {
                    @Override
                    public void runChanged(RunView run) {
                        if (run.disks().stream().allMatch(disk -> disk.state().ended())) {
                            stopped.complete(System.nanoTime());
                        }
                    }

                    @Override
                    public void runEvent(RunEvent event) {
                        // What counts are states.
                    }

                    @Override
                    public void disconnected() {
                        stopped.cancel(false);
                    }
                };
        try (var _ = engine.subscribe(listener)) {
            long before = System.nanoTime();
            engine.cancelRun(id);
            Duration returned = Duration.ofNanos(System.nanoTime() - before);
            Duration transfer = Duration.ofNanos(stopped.get(60, TimeUnit.SECONDS) - before);
            RunView run = engine.awaitRun(id);
            Duration all = Duration.ofNanos(System.nanoTime() - before);
            System.out.printf(
                    "cancel: returned after %d ms, transfer stopped after %d ms, run after %d ms%n",
                    returned.toMillis(), transfer.toMillis(), all.toMillis());
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(run.disks())
                    .allSatisfy(disk -> assertThat(disk.state()).isEqualTo(DiskState.CANCELLED));
            assertThat(engine.events(id, 0))
                    .map(RunEvent::code)
                    .doesNotContain(EventCode.DISK_FAILED)
                    .contains(EventCode.SNAPSHOT_REMOVED);
            assertThat(transfer).isLessThan(LIMIT);
            assertThat(all).isLessThan(LIMIT.plusMillis(500));
        }
        assertThat(engine.vm(LabHome.NAME, LabHome.vm(engine, VM)).snapshots()).isEmpty();
    }
}
