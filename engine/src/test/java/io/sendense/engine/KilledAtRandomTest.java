package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The engine's process is killed at ten random moments of a run, on one home. Each time the next
/// engine removes what was left, and its next run is right.
@Timeout(600)
class KilledAtRandomTest {
    private static final int KILLS = 10;
    private static final int PIECE_BYTES = 4 << 20;

    @TempDir private Path folder;

    private Path home() {
        return folder.resolve("home");
    }

    @Test
    void nothingIsLeftAndTheNextRunIsRight() throws Exception {
        long seed = Long.getLong("sendense.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int cut = 0;
        try (LabHome lab = new LabHome(home())) {
            lab.secrets.put("vcenter/" + LabHome.NAME, Secret.of(lab.lab.password()));
            for (int kill = 1; kill <= KILLS; kill++) {
                lab.lab
                        .faults()
                        .add(
                                FaultRule.on(
                                                FaultRule.FOLDER,
                                                new FaultAction.Delay(Duration.ofMillis(60)))
                                        .always());
                lab.lab
                        .faults()
                        .add(
                                FaultRule.on(
                                                "RemoveSnapshot_Task",
                                                new FaultAction.Delay(Duration.ofMillis(300)))
                                        .always());
                long runsBefore = runs(lab);
                killAfter(lab, Duration.ofMillis(random.nextInt(1200)));
                lab.lab.faults().clear();
                cut += check(lab, random, runsBefore);
            }
        }
        System.out.printf("%d of %d runs were cut in the middle%n", cut, KILLS);
        assertThat(cut).as("kills that met a run").isPositive();
    }

    private long runs(LabHome lab) throws Exception {
        try (Engine engine = lab.open()) {
            return engine.runs(1000).size();
        }
    }

    /// The clock runs from the moment at which the lab is asked for the VM's files or a snapshot.
    private void killAfter(LabHome lab, Duration time) throws Exception {
        FaultRule asked =
                FaultRule.on("CreateSnapshot_Task", new FaultAction.Delay(Duration.ZERO)).always();
        lab.lab.faults().add(asked);
        try (ChildJvm child =
                ChildJvm.start(
                        BackingUpProcess.class,
                        home(),
                        lab.lab.url(),
                        lab.lab.user(),
                        lab.lab.password(),
                        lab.lab.certificateSha256(),
                        LabHome.SMALL)) {
            while (lab.lab.faults().matched(asked) == 0) {
                Thread.sleep(2);
            }
            Thread.sleep(time);
            child.kill();
        }
    }

    /// @return 1 if the killed run had not ended, else 0
    private int check(LabHome lab, Random random, long runsBefore) throws Exception {
        try (Engine engine = lab.open()) {
            while (engine.runs(1).stream().anyMatch(run -> !run.state().ended())
                    || !engine.vm(LabHome.NAME, LabHome.vm(engine, LabHome.SMALL))
                            .snapshots()
                            .isEmpty()) {
                Thread.sleep(50);
            }
            RunView killed = engine.runs(1).getFirst();
            assertThat(engine.runs(1000)).hasSize((int) runsBefore + 1);
            assertThat(drafts()).isEmpty();
            LabDisk disk = lab.lab.disks(LabHome.SMALL).disks().getFirst();
            byte[] bytes = new byte[200_000];
            random.nextBytes(bytes);
            disk.write(
                    random.nextLong(disk.capacityBytes() - bytes.length), ByteBuffer.wrap(bytes));
            RunView next = LabHome.backup(engine, LabHome.SMALL);
            assertThat(next.state()).isEqualTo(RunState.COMPLETED);
            assertThat(engine.verify(next.point().orElseThrow(), Progress.NONE).findings())
                    .isEmpty();
            assertSame(next, disk);
            return killed.state() == RunState.FAILED ? 1 : 0;
        }
    }

    private List<Path> drafts() throws Exception {
        try (Stream<Path> files = Files.walk(home())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".draft-"))
                    .toList();
        }
    }

    private void assertSame(RunView run, LabDisk disk) throws Exception {
        try (Repository repository = Repository.open(home().resolve("repository"));
                BlockDevice stored = LabEngine.point(repository, run).chain(disk.key()).open()) {
            assertThat(stored.size()).isEqualTo(disk.capacityBytes());
            ByteBuffer ours = ByteBuffer.allocate(PIECE_BYTES);
            ByteBuffer theirs = ByteBuffer.allocate(PIECE_BYTES);
            for (long at = 0; at < stored.size(); at += PIECE_BYTES) {
                int length = (int) Math.min(PIECE_BYTES, stored.size() - at);
                stored.read(at, ours.clear().limit(length));
                disk.read(at, theirs.clear().limit(length));
                assertThat(ours.clear().limit(length).mismatch(theirs.clear().limit(length)))
                        .as("in the piece at %d", at)
                        .isEqualTo(-1);
            }
        }
    }
}
