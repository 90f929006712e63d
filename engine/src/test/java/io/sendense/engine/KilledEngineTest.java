package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An engine's process is killed while it backs up a VM of the lab; the next one on its home tells
/// the truth and clears up.
@Timeout(120)
class KilledEngineTest {
    private static final RunId RUN = new RunId(1);

    @TempDir private Path folder;
    private LabHome lab;

    @BeforeEach
    void startLab() throws Exception {
        lab = new LabHome(home());
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    private Path home() {
        return folder.resolve("home");
    }

    /// Backs up in a process that is killed once one of its files is there.
    private void killOnce(Predicate<Path> moment) throws Exception {
        try (ChildJvm child =
                ChildJvm.start(
                        BackingUpProcess.class,
                        home(),
                        lab.lab.url(),
                        lab.lab.user(),
                        lab.lab.password(),
                        lab.lab.certificateSha256(),
                        LabHome.SMALL)) {
            while (files().stream().noneMatch(moment)) {
                Thread.sleep(5);
            }
            child.kill();
            assertThat(child.lines()).isEmpty();
        }
        lab.lab.faults().clear();
        lab.secrets.put("vcenter/" + LabHome.NAME, Secret.of(lab.lab.password()));
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(home())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(home())) {
            return files.toList();
        } catch (java.io.UncheckedIOException e) {
            // Something went away meanwhile.
            return List.of();
        }
    }

    private static boolean isDraft(Path file) {
        return file.toString().contains(".draft-");
    }

    private static boolean isPublished(Path file) {
        return file.endsWith("point.json") && !isDraft(file);
    }

    /// The server takes its time to remove the snapshot, so the run stands between rename and
    /// catalog.
    private void killAfterPublishing() throws Exception {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(
                                        "RemoveSnapshot_Task",
                                        new FaultAction.Delay(Duration.ofSeconds(30)))
                                .always());
        killOnce(KilledEngineTest::isPublished);
    }

    private static List<EventCode> story(Engine engine) throws Exception {
        return engine.events(RUN, 0).stream().map(RunEvent::code).toList();
    }

    private void assertNothingIsLeft(Engine engine) throws Exception {
        assertThat(engine.vm(LabHome.NAME, LabHome.vm(engine, LabHome.SMALL)).snapshots())
                .isEmpty();
        assertThat(files()).noneMatch(KilledEngineTest::isDraft);
        assertThat(home().resolve("held")).isEmptyDirectory();
    }

    private static void awaitStory(Engine engine, EventCode last) throws Exception {
        while (!story(engine).getLast().equals(last)) {
            Thread.sleep(20);
        }
    }

    @Test
    void betweenPublicationAndCatalogTheRunHasCompleted() throws Exception {
        killAfterPublishing();
        try (Engine engine = lab.open()) {
            awaitStory(engine, EventCode.ORPHAN_SNAPSHOT_REMOVED);
            RunView run = engine.run(RUN);
            assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
            assertThat(run.warnings()).map(Problem::code).contains(ProblemCode.RUN_RECORDED_LATE);
            PointView point = engine.points().getFirst();
            assertThat(run.point()).contains(point.id());
            assertThat(point.run()).contains(RUN.value());
            assertThat(engine.verify(point.id(), Progress.NONE).findings()).isEmpty();
            assertNothingIsLeft(engine);
            assertThat(LabHome.backup(engine, LabHome.SMALL).disks().getFirst().mode())
                    .contains(ReadMode.INCREMENTAL);
        }
    }

    @Test
    void withItsCatalogLostTooThePointIsThereAndTheSnapshotIsNot() throws Exception {
        killAfterPublishing();
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith("catalog")) {
                Files.delete(file);
            }
        }
        try (Engine engine = lab.open()) {
            assertThat(engine.vcenters()).isEmpty();
            assertThat(engine.addVCenter(lab.vcenter(LabHome.NAME)).name()).isNotEmpty();
        }
        // What was added is swept with the next start, at the latest.
        lab.open().close();
        try (Engine engine = lab.open()) {
            assertThat(engine.points()).hasSize(1);
            assertNothingIsLeft(engine);
            assertThat(LabHome.backup(engine, LabHome.SMALL).disks().getFirst().mode())
                    .contains(ReadMode.INCREMENTAL);
            assertThat(engine.points()).hasSize(2);
        }
    }

    @Test
    void beforePublicationTheRunHasFailedAndLeavesNothing() throws Exception {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(300)))
                                .always());
        killOnce(file -> isDraft(file) && file.toString().endsWith(".qcow2"));
        try (Engine engine = lab.open()) {
            awaitStory(engine, EventCode.ORPHAN_SNAPSHOT_REMOVED);
            assertThat(engine.run(RUN).state()).isEqualTo(RunState.FAILED);
            assertThat(engine.points()).isEmpty();
            assertNothingIsLeft(engine);
        }
    }
}
