package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunTableTest {
    @Nested
    class OnH2 extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return h2();
        }
    }

    @Nested
    @Tag("peers")
    class OnPostgres extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return postgres();
        }
    }

    abstract static class Contract extends CatalogContract {
        private static final Problem CAUSE =
                Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                        .with("label", "Festplatte \"1\" \u2603 \ud83d\udcbe")
                        .withBytes("expected", 109_521_666_048L)
                        .withCount("attempts", Long.MAX_VALUE)
                        .withTime("after", Duration.ofMillis(1500));

        @Test
        void recordsRunAsPendingWithProgramVersion() {
            RunId id = catalog.runs().insert(newRun("web"));

            assertThat(catalog.runs().find(id))
                    .contains(
                            new RunView(
                                            id,
                                            "vc1",
                                            "web",
                                            "vm-42",
                                            "uuid-web",
                                            "default",
                                            RunState.PENDING,
                                            RunPhase.WAITING,
                                            START,
                                            Optional.empty(),
                                            new Bandwidth(5_000_000),
                                            List.of(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            List.of(),
                                            "0.1.0",
                                            "abc1234")
                                    .via(Optional.of("edge1")));
        }

        @Test
        void numbersRunsFromOneWithoutGapsOverRestarts() {
            RunId first = catalog.runs().insert(newRun("a"));
            reopen();
            RunId second = catalog.runs().insert(newRun("b"));
            assertThat(List.of(first.value(), second.value())).containsExactly(1L, 2L);
        }

        @Test
        void limitsARunUntilItHasEnded() {
            RunId run = running("web");
            assertThat(catalog.runs().limit(run, new Bandwidth(1L << 40))).isTrue();
            reopen();
            assertThat(catalog.runs().find(run).orElseThrow().bandwidth())
                    .isEqualTo(new Bandwidth(1L << 40));
            catalog.runs()
                    .end(
                            run,
                            RunState.RUNNING,
                            RunState.FAILED,
                            START,
                            Optional.of(CAUSE),
                            List.of());
            assertThat(catalog.runs().limit(run, Bandwidth.UNLIMITED)).isFalse();
            assertThat(catalog.runs().find(run).orElseThrow().bandwidth())
                    .isEqualTo(new Bandwidth(1L << 40));
        }

        @Test
        void knowsNoRunThatWasNeverRecorded() {
            assertThat(catalog.runs().find(new RunId(7))).isEmpty();
            assertThat(catalog.runs().newest(10)).isEmpty();
        }

        @Test
        void goesEveryLegalWayBetweenLivingStatesAndRefusesEveryOther() {
            for (RunState from : RunState.values()) {
                for (RunState to : RunState.values()) {
                    RunId run = catalog.runs().insert(newRun("web"));
                    if (from.canBecome(to) && !to.ended()) {
                        walkTo(run, from);
                        assertThat(catalog.runs().changeState(run, from, to)).isTrue();
                        assertThat(catalog.runs().find(run).orElseThrow().state()).isEqualTo(to);
                    } else {
                        assertThatThrownBy(() -> catalog.runs().changeState(run, from, to))
                                .as("%s -> %s", from, to)
                                .isInstanceOf(IllegalArgumentException.class);
                    }
                }
            }
        }

        private void walkTo(RunId run, RunState state) {
            if (state != RunState.PENDING) {
                catalog.runs().changeState(run, RunState.PENDING, RunState.RUNNING);
            }
            if (state == RunState.CANCELLING) {
                catalog.runs().changeState(run, RunState.RUNNING, RunState.CANCELLING);
            }
        }

        @Test
        void changesNothingWhenTheRunIsInAnotherState() {
            RunId run = running("web");
            assertThat(catalog.runs().changeState(run, RunState.PENDING, RunState.RUNNING))
                    .isFalse();
            assertThat(
                            catalog.runs()
                                    .end(
                                            run,
                                            RunState.CANCELLING,
                                            RunState.CANCELLED,
                                            END,
                                            Optional.empty(),
                                            List.of()))
                    .isFalse();
            assertThat(catalog.runs().find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
        }

        @Test
        void ofManyWhoEndARunAtOnceOneWins() throws Exception {
            RunId run = running("web");
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                attempts.add(() ->
                        catalog.runs()
                                .end(
                                        run,
                                        RunState.RUNNING,
                                        RunState.FAILED,
                                        END,
                                        Optional.of(CAUSE),
                                        List.of()));
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int winners = 0;
                for (var attempt : threads.invokeAll(attempts)) {
                    winners += attempt.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        }

        @Test
        void keepsCauseAndWarningsWithTheirTypes() {
            RunId run = running("web");
            Problem warning =
                    Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED).with("snapshot", "snapshot-9");
            catalog.runs()
                    .end(
                            run,
                            RunState.RUNNING,
                            RunState.FAILED,
                            END,
                            Optional.of(CAUSE),
                            List.of(warning, CAUSE));
            reopen();

            RunView view = catalog.runs().find(run).orElseThrow();
            assertThat(view.problem()).contains(CAUSE);
            assertThat(view.problem().orElseThrow().arguments().keySet())
                    .containsExactly("label", "expected", "attempts", "after");
            assertThat(view.problem().orElseThrow().arguments().get("after"))
                    .isEqualTo(new Argument.Time(Duration.ofMillis(1500)));
            assertThat(view.warnings()).containsExactly(warning, CAUSE);
            assertThat(view.ended()).contains(END);
            assertThat(view.phase()).isEqualTo(RunPhase.ENDED);
        }

        @Test
        void doesNotFailWithoutAReasonNorCompleteWithoutAPoint() {
            RunId run = running("web");
            for (RunState to :
                    List.of(
                            RunState.FAILED,
                            RunState.COMPLETED,
                            RunState.COMPLETED_WITH_WARNING,
                            RunState.CANCELLING)) {
                assertThatThrownBy(() ->
                                catalog.runs()
                                        .end(
                                                run,
                                                RunState.RUNNING,
                                                to,
                                                END,
                                                Optional.empty(),
                                                List.of()))
                        .as("%s", to)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void showsDisksByKeyWithWhatTheyDid() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2001, "Hard disk 2", 5L << 30);
            completedDisk(run, 2000);

            assertThat(catalog.runs().find(run).orElseThrow().disks())
                    .containsExactly(
                            new DiskView(
                                    2000,
                                    "Hard disk 2000",
                                    1 << 30,
                                    DiskState.COMPLETED,
                                    1000,
                                    600,
                                    300,
                                    100,
                                    0,
                                    Optional.of(ReadMode.FULL),
                                    Optional.of("FIRST_POINT"),
                                    Optional.of("nbd+unix:///disk-2000?socket=/tmp/s"),
                                    Optional.of("folder"),
                                    Optional.empty()),
                            new DiskView(
                                    2001,
                                    "Hard disk 2",
                                    5L << 30,
                                    DiskState.WAITING,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()));
        }

        @Test
        void keepsWhereTheTimeOfADiskHasGoneUntilItEnds() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 1 << 30);
            Waits waits =
                    new Waits(
                            Duration.ofNanos(1),
                            Duration.ofSeconds(2),
                            Duration.ofHours(3),
                            Duration.ofMillis(4),
                            Duration.ofDays(5));
            catalog.runDisks().waited(run, 2000, waits);
            catalog.runDisks().end(run, 2000, DiskState.CANCELLED, 0, 0, 0, Optional.empty());
            catalog.runDisks().waited(run, 2000, Waits.NONE);
            reopen();
            assertThat(catalog.runs().find(run).orElseThrow().disks().getFirst().waits())
                    .isEqualTo(waits);
        }

        @Test
        void takesAFailedDiskBackToItsBeginningAndNoOther() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 1 << 30);
            DiskView fresh = catalog.runs().find(run).orElseThrow().disks().getFirst();
            catalog.runDisks().plan(run, 2000, plan(1000));
            catalog.runDisks()
                    .waited(
                            run,
                            2000,
                            new Waits(
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(4),
                                    Duration.ofSeconds(5)));
            assertThatThrownBy(() -> catalog.runDisks().retry(run, 2000))
                    .isInstanceOf(IllegalStateException.class);
            catalog.runDisks()
                    .end(
                            run,
                            2000,
                            DiskState.FAILED,
                            1,
                            2,
                            3,
                            Optional.of(Problem.of(ProblemCode.DISK_READ_FAILED)));
            catalog.runDisks().retry(run, 2000);
            assertThat(catalog.runs().find(run).orElseThrow().disks().getFirst()).isEqualTo(fresh);
            completedDisk(run, 2001);
            assertThatThrownBy(() -> catalog.runDisks().retry(run, 2001))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void refusesSecondDiskOfTheSameKeyAndDiskOfUnknownRun() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 1);
            assertThatThrownBy(() -> catalog.runDisks().insert(run, 2000, "Hard disk 2", 1))
                    .isInstanceOfSatisfying(
                            CatalogException.class,
                            e ->
                                    assertThat(e.problem().code())
                                            .isEqualTo(ProblemCode.INTERNAL_ERROR));
            assertThatThrownBy(() -> catalog.runDisks().insert(new RunId(99), 2000, "x", 1))
                    .isInstanceOf(CatalogException.class);
            // The same key in another run is another disk.
            catalog.runDisks().insert(running("db"), 2000, "Hard disk 1", 1);
        }

        @Test
        void refusesCompletedDiskWhoseBytesDoNotAddUp() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 4096);
            catalog.runDisks().plan(run, 2000, plan(1000));
            for (long written : new long[] {0, 599, 601}) {
                assertThatThrownBy(() ->
                                catalog.runDisks()
                                        .end(
                                                run,
                                                2000,
                                                DiskState.COMPLETED,
                                                written,
                                                300,
                                                100,
                                                Optional.empty()))
                        .as("%d written", written)
                        .isInstanceOf(CatalogException.class);
            }
            DiskView disk = catalog.runs().find(run).orElseThrow().disks().getFirst();
            assertThat(disk.state()).isEqualTo(DiskState.TRANSFERRING);
            assertThat(disk.doneBytes()).isZero();
        }

        @Test
        void refusesDiskThatCompletesWithoutAPlan() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 4096);
            assertThatThrownBy(() ->
                            catalog.runDisks()
                                    .end(run, 2000, DiskState.COMPLETED, 0, 0, 0, Optional.empty()))
                    .isInstanceOf(CatalogException.class);
        }

        @Test
        void plansADiskOnceAndKeepsProgressOnlyWhileItTransfers() {
            RunId run = running("web");
            catalog.runDisks().insert(run, 2000, "Hard disk 1", 4096);
            catalog.runDisks().progress(run, 2000, 1, 1, 1);
            assertThat(catalog.runs().find(run).orElseThrow().doneBytes()).isZero();
            catalog.runDisks().plan(run, 2000, plan(1000));
            assertThatThrownBy(() -> catalog.runDisks().plan(run, 2000, plan(1000)))
                    .isInstanceOf(IllegalStateException.class);
            catalog.runDisks().progress(run, 2000, 10, 20, 30);
            assertThat(catalog.runs().find(run).orElseThrow().doneBytes()).isEqualTo(60);
            assertThat(
                            catalog.runDisks()
                                    .end(
                                            run,
                                            2000,
                                            DiskState.FAILED,
                                            11,
                                            20,
                                            30,
                                            Optional.of(CAUSE)))
                    .isTrue();
            catalog.runDisks().progress(run, 2000, 500, 500, 0);
            assertThat(
                            catalog.runDisks()
                                    .end(run, 2000, DiskState.CANCELLED, 0, 0, 0, Optional.empty()))
                    .isFalse();
            DiskView disk = catalog.runs().find(run).orElseThrow().disks().getFirst();
            assertThat(disk.state()).isEqualTo(DiskState.FAILED);
            assertThat(disk.doneBytes()).isEqualTo(61);
            assertThat(disk.problem()).contains(CAUSE);
        }

        @Test
        void endOfARunLeavesNoDiskAlive() {
            RunId run = running("web");
            completedDisk(run, 2000);
            catalog.runDisks().insert(run, 2001, "Hard disk 2", 4096);
            catalog.runDisks().insert(run, 2002, "Hard disk 3", 4096);
            catalog.runDisks().plan(run, 2002, plan(1000));
            catalog.runs()
                    .end(
                            run,
                            RunState.RUNNING,
                            RunState.FAILED,
                            END,
                            Optional.of(CAUSE),
                            List.of());
            assertThat(catalog.runs().find(run).orElseThrow().disks())
                    .extracting(DiskView::state)
                    .containsExactly(DiskState.COMPLETED, DiskState.CANCELLED, DiskState.CANCELLED);
        }

        @Test
        void listsNewestFirstWithTheirOwnDisks() {
            RunId first = running("a");
            completedDisk(first, 2000);
            RunId second = running("b");
            RunId third = running("c");
            completedDisk(third, 3000);
            completedDisk(third, 3001);

            List<RunView> newest = catalog.runs().newest(2);
            assertThat(newest).extracting(RunView::id).containsExactly(third, second);
            assertThat(newest.get(0).disks()).extracting(DiskView::key).containsExactly(3000, 3001);
            assertThat(newest.get(1).disks()).isEmpty();
        }

        @Test
        void tellsWhichRunsADeadEngineLeft() {
            RunId pending = catalog.runs().insert(newRun("a"));
            RunId running = running("b");
            RunId cancelling = running("c");
            catalog.runs().changeState(cancelling, RunState.RUNNING, RunState.CANCELLING);
            RunId over = running("d");
            catalog.runs()
                    .end(
                            over,
                            RunState.RUNNING,
                            RunState.FAILED,
                            END,
                            Optional.of(CAUSE),
                            List.of());
            reopen();
            assertThat(catalog.runs().living()).containsExactly(pending, running, cancelling);
        }

        @Test
        void outlivesItsVcenterAndItsRepository() {
            catalog.vcenters()
                    .insert(
                            new VCenterRow(
                                    "vc1",
                                    "https://vc1/sdk",
                                    "admin",
                                    "sha256:00",
                                    Optional.empty(),
                                    START));
            defaultRepository();
            RunId run = running("web");
            assertThat(catalog.vcenters().remove("vc1")).isTrue();
            assertThat(catalog.repositories().remove("default")).isTrue();
            RunView view = catalog.runs().find(run).orElseThrow();
            assertThat(view.vcenter()).isEqualTo("vc1");
            assertThat(view.repository()).isEqualTo("default");
        }
    }
}
