package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever was acknowledged is there after the worst end.
class CatalogDurabilityTest {
    private static final int LANES = 2;

    @TempDir Path folder;

    @Test
    void keepsEveryAcknowledgedRowOverKillsWithoutMercy() throws Exception {
        killInLanes(5);
    }

    @Test
    @Tag("soak")
    void keepsEveryAcknowledgedRowOverManyKills() throws Exception {
        killInLanes(100);
    }

    private void killInLanes(int killsPerLane) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        List<Callable<Integer>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Path file = folder.resolve("lane" + lane).resolve("catalog");
            Random random = new Random(seed + lane);
            lanes.add(() -> killAgainAndAgain(file, killsPerLane, random));
        }
        int acknowledged = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var lane : threads.invokeAll(lanes)) {
                acknowledged += lane.get();
            }
        }
        System.out.println(acknowledged + " rows acknowledged, all there");
        assertThat(acknowledged).isGreaterThan(LANES * killsPerLane);
    }

    private static int killAgainAndAgain(Path file, int kills, Random random) throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            try (ChildJvm child = ChildJvm.start(CommittingProcess.class, file)) {
                assertThat(child.line()).isEqualTo("open");
                int lines = random.nextInt(1, 60);
                for (int i = 0; i < lines; i++) {
                    acknowledged.add(child.line());
                }
                child.kill();
                acknowledged.addAll(child.lines());
            }
        }
        assertThat(acknowledged).noneMatch(line -> line == null || line.startsWith("failed"));
        assertAllThere(file, acknowledged);
        return acknowledged.size();
    }

    private static void assertAllThere(Path file, List<String> acknowledged) {
        try (Catalog catalog = Catalog.open(new CatalogLocation.H2File(file))) {
            List<String> found = new ArrayList<>();
            for (RunId run : catalog.runs().living()) {
                found.add("run " + run);
                for (RunEvent event : catalog.events().list(run, 0)) {
                    found.add("event " + event.number() + " " + run);
                }
            }
            assertThat(found).containsAll(acknowledged);
        }
    }

    @Test
    @Tag("peers")
    void tellsWhenTheDiskIsFullAndLosesNothing() throws Exception {
        Path file = folder.resolve("catalog");
        // A limit on the size of files stands in for a full disk: the write fails the same way.
        List<String> limited =
                List.of(
                        io.sendense.engine.Peers.require("sh").toString(),
                        "-c",
                        "ulimit -f 6000; exec \"$@\"",
                        "sh");
        List<String> printed;
        try (ChildJvm child = ChildJvm.start(limited, CommittingProcess.class, file)) {
            assertThat(child.line()).isEqualTo("open");
            printed = child.lines();
            child.exit();
        }
        assertThat(printed)
                .filteredOn(line -> line.startsWith("failed"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("failed CATALOG-UNAVAILABLE: "));
        List<String> acknowledged =
                printed.stream().filter(line -> !line.startsWith("failed")).toList();
        assertThat(acknowledged).isNotEmpty();
        assertAllThere(file, acknowledged);
    }

    @Test
    void isNotHarmedByInterruptedCallersAndKeepsTheirInterrupts() throws Exception {
        try (Catalog catalog =
                Catalog.open(new CatalogLocation.H2File(folder.resolve("catalog")))) {
            int calls = 200;
            int[] kept = new int[1];
            Thread caller =
                    new Thread(() -> {
                        for (int i = 0; i < calls; i++) {
                            Thread.currentThread().interrupt();
                            catalog.runs().insert(CatalogContract.newRun("web"));
                            kept[0] += Thread.interrupted() ? 1 : 0;
                        }
                    });
            caller.start();
            // More interrupts come in the middle of calls.
            while (!caller.join(Duration.ofMillis(1))) {
                caller.interrupt();
            }
            assertThat(kept[0]).isEqualTo(calls);
            assertThat(catalog.runs().living()).hasSize(calls);
        }
    }

    @Test
    void staysSmallUnderManySmallCommits() throws Exception {
        Path file = folder.resolve("catalog");
        try (Catalog catalog = Catalog.open(new CatalogLocation.H2File(file))) {
            RunId run = catalog.runs().insert(CatalogContract.newRun("web"));
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 1 << 30);
            catalog.runDisks().plan(run, 2000, CatalogContract.plan(1 << 30));
            for (int i = 0; i < 500; i++) {
                catalog.runDisks().progress(run, 2000, i, 0, 0);
            }
        }
        assertThat(java.nio.file.Files.size(folder.resolve("catalog.mv.db"))).isLessThan(1 << 20);
    }
}
