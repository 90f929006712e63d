package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Fifty runs of a VM with six disks, whose guest does at random what guests do, also while it is
/// read, and whose server fails as servers do. Every restore point is the frozen disks of its
/// moment, byte for byte: right after its run, and again when all are done.
///
/// `-Dsendense.seed` repeats what was done; `-Dsendense.proof.runs` makes it longer.
@Timeout(1200)
class IncrementalsProofTest {
    private static final String VM = "erp-six-disks";
    private static final int RUNS = Integer.getInteger("sendense.proof.runs", 50);

    @TempDir private Path folder;

    private final Map<ReadMode, Integer> modes = new EnumMap<>(ReadMode.class);
    private final List<Taken> taken = new ArrayList<>();

    /// A disk of a restore point, and what it has to be.
    private record Taken(String point, int key, Path frozen) {}

    @Test
    void everyPointIsTheFrozenDiskOfItsMoment() throws Exception {
        long seed = Long.getLong("sendense.seed", System.nanoTime());
        System.out.println("seed " + seed + ", " + RUNS + " runs");
        Random random = new Random(seed);
        int failed = 0;
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            for (int number = 1; number <= RUNS; number++) {
                RandomGuest guest = new RandomGuest(lab.lab.disks(VM), random);
                guest.act();
                boolean mustFail = arm(lab, random);
                RunView run;
                try (AutoCloseable _ = guest.busy()) {
                    run = lab.backup(VM, how(random));
                }
                lab.lab.faults().clear();
                if (mustFail) {
                    assertThat(run.state()).as("run %d", number).isEqualTo(RunState.FAILED);
                    failed++;
                } else {
                    check(lab, run);
                }
            }
            checkAllAgain(lab);
        }
        System.out.printf(
                "%d disks of %d points, %s, %d runs failed as they had to%n",
                taken.size(), RUNS - failed, modes, failed);
        assertThat(modes).containsKeys(ReadMode.FULL, ReadMode.COMPARE, ReadMode.INCREMENTAL);
    }

    /// Compressed or not: layers of both kinds lie on each other.
    private static BackupOptions how(Random random) {
        return BackupOptions.usual()
                .compressed(random.nextBoolean() ? Compression.ZSTD : Compression.NONE);
    }

    /// What goes wrong in the next run.
    ///
    /// @return whether it cannot end well
    private static boolean arm(LabEngine lab, Random random) {
        var faults = lab.lab.faults();
        SoapFault fileFault =
                new SoapFault(
                        Structure.of("FileFault").with("file", "[vmfs-ssd] erp/erp.vmdk"),
                        "Error caused by file.");
        switch (random.nextInt(12)) {
            case 0 ->
                    faults.add(
                            FaultRule.on(
                                            "QueryChangedDiskAreas",
                                            new FaultAction.AnswerFault(fileFault))
                                    .after(random.nextInt(4))
                                    .times(2));
            case 1 ->
                    faults.add(
                            FaultRule.on(
                                            "QueryChangedDiskAreas",
                                            new FaultAction.AnswerFault(fileFault))
                                    .always());
            case 2 ->
                    faults.add(
                            FaultRule.on(
                                    "RemoveSnapshot_Task", new FaultAction.FailTask(fileFault)));
            case 3 ->
                    faults.add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.ShortRead(random.nextInt(60_000)))
                                    .after(random.nextInt(20))
                                    .times(3));
            case 4 ->
                    faults.add(
                            FaultRule.on("*", new FaultAction.ExpireSession())
                                    .after(random.nextInt(30)));
            case 5 -> {
                faults.add(
                        FaultRule.on("CreateSnapshot_Task", new FaultAction.FailTask(fileFault))
                                .always());
                return true;
            }
            case 6 ->
                    faults.add(
                            FaultRule.on(
                                            FaultRule.FOLDER,
                                            new FaultAction.Delay(Duration.ofMillis(20)))
                                    .times(30));
            default -> {}
        }
        return false;
    }

    private void check(LabEngine lab, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isIn(RunState.COMPLETED, RunState.COMPLETED_WITH_WARNING);
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            for (DiskView disk : run.disks()) {
                modes.merge(disk.mode().orElseThrow(), 1, Integer::sum);
                var one = new Taken(point.id().value(), disk.key(), lab.frozen(VM, disk.key()));
                taken.add(one);
                check(point, one, disk.mode() + " " + disk.fullReason());
            }
        }
    }

    private void checkAllAgain(LabEngine lab) throws Exception {
        try (Repository repository = lab.repository()) {
            for (RestorePoint point : repository.points()) {
                for (Taken one : taken) {
                    if (one.point().equals(point.id().value())) {
                        check(point, one, "at the end");
                    }
                }
                assertThat(lab.engine.verify(point.id().value(), Progress.NONE).findings())
                        .isEmpty();
            }
        }
    }

    private static void check(RestorePoint point, Taken one, String how) throws Exception {
        assertThat(LabEngine.difference(point, one.key(), one.frozen()))
                .as("point %s, disk %d, %s", one.point(), one.key(), how)
                .isEmpty();
    }
}
