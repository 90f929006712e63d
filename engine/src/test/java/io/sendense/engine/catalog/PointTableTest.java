package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PointTableTest {
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
        private static final String FIRST = "aaaaaaaaaaaaaaaa";
        private static final String SECOND = "aabbbbbbbbbbbbbb";
        private static final String THIRD = "ccccccccccccccc7";

        @BeforeEach
        void repository() {
            defaultRepository();
        }

        private boolean complete(RunId run, String point, List<PointDiskRow> disks) {
            return catalog.points()
                    .recordCompletion(
                            run,
                            RunState.RUNNING,
                            RunState.COMPLETED,
                            END,
                            List.of(),
                            point(point, Optional.of(run), START),
                            disks);
        }

        @Test
        void endsTheRunTogetherWithItsPoint() {
            RunId run = running("web");
            completedDisk(run, 2000);
            completedDisk(run, 2001);

            assertThat(complete(run, FIRST, fullDisks())).isTrue();
            reopen();

            RunView view = catalog.runs().find(run).orElseThrow();
            assertThat(view.state()).isEqualTo(RunState.COMPLETED);
            assertThat(view.ended()).contains(END);
            assertThat(view.point()).contains(FIRST);
            assertThat(catalog.points().list())
                    .containsExactly(
                            new StoredPoint(point(FIRST, Optional.of(run), START), fullDisks()));
        }

        @Test
        void keepsWarningsOfARunThatCompletedWithSome() {
            RunId run = running("web");
            completedDisk(run, 2000);
            Problem left =
                    Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED).with("snapshot", "snapshot-9");
            catalog.points()
                    .recordCompletion(
                            run,
                            RunState.RUNNING,
                            RunState.COMPLETED_WITH_WARNING,
                            END,
                            List.of(left),
                            point(FIRST, Optional.of(run), START),
                            fullDisks());
            RunView view = catalog.runs().find(run).orElseThrow();
            assertThat(view.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
            assertThat(view.warnings()).containsExactly(left);
        }

        @Test
        void completesARunThatPublishedBeforeItSawTheWishToStop() {
            RunId run = running("web");
            completedDisk(run, 2000);
            catalog.runs().changeState(run, RunState.RUNNING, RunState.CANCELLING);
            assertThat(
                            catalog.points()
                                    .recordCompletion(
                                            run,
                                            RunState.CANCELLING,
                                            RunState.COMPLETED,
                                            END,
                                            List.of(),
                                            point(FIRST, Optional.of(run), START),
                                            fullDisks()))
                    .isTrue();
        }

        @Test
        void storesNoPointWhenTheRunIsInAnotherState() {
            RunId run = running("web");
            completedDisk(run, 2000);
            catalog.runs().changeState(run, RunState.RUNNING, RunState.CANCELLING);
            assertThat(complete(run, FIRST, fullDisks())).isFalse();
            assertThat(catalog.points().list()).isEmpty();
        }

        @Test
        void leavesTheRunAloneWhenThePointCannotBeStored() {
            RunId run = running("web");
            completedDisk(run, 2000);
            List<PointDiskRow> onNothing =
                    List.of(
                            disk(2000, Optional.empty()),
                            disk(2001, Optional.of(new PointDiskRow.Parent(SECOND, 2001))));
            assertThatThrownBy(() -> complete(run, FIRST, onNothing))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.runs().find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
            assertThat(catalog.points().list()).isEmpty();
        }

        @Test
        void refusesCompletionOfARunWithAnUnfinishedDisk() {
            RunId run = running("web");
            completedDisk(run, 2000);
            catalog.runDisks().insert(run, 2001, "Hard disk 2", 4096);
            assertThatThrownBy(() -> complete(run, FIRST, fullDisks()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("2001");
            assertThat(catalog.runs().find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
            assertThat(catalog.points().list()).isEmpty();
        }

        @Test
        void refusesEndsThatAreNoCompletion() {
            RunId run = running("web");
            Problem warning = Problem.of(ProblemCode.DISK_EXCLUDED);
            record Bad(RunState to, List<Problem> warnings, Optional<RunId> of) {}
            for (Bad bad :
                    List.of(
                            new Bad(RunState.FAILED, List.of(), Optional.of(run)),
                            new Bad(RunState.CANCELLED, List.of(), Optional.of(run)),
                            new Bad(RunState.COMPLETED, List.of(warning), Optional.of(run)),
                            new Bad(RunState.COMPLETED_WITH_WARNING, List.of(), Optional.of(run)),
                            new Bad(RunState.COMPLETED, List.of(), Optional.of(new RunId(99))),
                            new Bad(RunState.COMPLETED, List.of(), Optional.empty()))) {
                assertThatThrownBy(() ->
                                catalog.points()
                                        .recordCompletion(
                                                run,
                                                RunState.RUNNING,
                                                bad.to(),
                                                END,
                                                bad.warnings(),
                                                point(FIRST, bad.of(), START),
                                                fullDisks()))
                        .as("%s", bad)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void keepsEachDisksParentAlsoUnderAnotherKey() {
            importPoint(FIRST, START.toString(), fullDisks());
            List<PointDiskRow> incremental =
                    List.of(
                            disk(2000, Optional.of(new PointDiskRow.Parent(FIRST, 2000))),
                            disk(16000, Optional.of(new PointDiskRow.Parent(FIRST, 2001))));
            importPoint(SECOND, "2026-11-22T11:00:00Z", incremental);
            assertThat(catalog.points().find(SECOND).getFirst().disks()).isEqualTo(incremental);
        }

        private boolean importPoint(String id, String created, List<PointDiskRow> disks) {
            return catalog.points()
                    .insertImported(
                            point(id, Optional.empty(), java.time.Instant.parse(created)), disks);
        }

        @Test
        void listsNewestFirstAndFindsByPrefix() {
            importPoint(FIRST, "2026-11-22T10:00:00Z", fullDisks());
            importPoint(SECOND, "2026-11-22T12:00:00Z", fullDisks());
            importPoint(THIRD, "2026-11-22T11:00:00Z", fullDisks());

            assertThat(ids(catalog.points().list())).containsExactly(SECOND, THIRD, FIRST);
            assertThat(ids(catalog.points().find("aa"))).containsExactly(SECOND, FIRST);
            assertThat(ids(catalog.points().find("aaa"))).containsExactly(FIRST);
            assertThat(ids(catalog.points().find(THIRD))).containsExactly(THIRD);
            for (String none : List.of("", "b", "%", "a_", "AAA", THIRD + "a", "' or 1=1 --")) {
                assertThat(catalog.points().find(none)).as(none).isEmpty();
            }
        }

        private static List<String> ids(List<StoredPoint> points) {
            return points.stream().map(stored -> stored.point().id()).toList();
        }

        @Test
        void importsAPointOnce() {
            assertThat(importPoint(FIRST, START.toString(), fullDisks())).isTrue();
            assertThat(importPoint(FIRST, START.toString(), fullDisks())).isFalse();
            assertThat(catalog.points().list()).hasSize(1);
        }

        @Test
        void refusesImportBeforeItsParentAndIntoAnUnknownRepository() {
            assertThatThrownBy(() ->
                            importPoint(
                                    SECOND,
                                    START.toString(),
                                    List.of(
                                            disk(
                                                    2000,
                                                    Optional.of(
                                                            new PointDiskRow.Parent(
                                                                    FIRST, 2000))))))
                    .isInstanceOf(CatalogException.class);
            catalog.repositories().remove("default");
            assertThatThrownBy(() -> importPoint(FIRST, START.toString(), fullDisks()))
                    .isInstanceOf(CatalogException.class);
        }

        @Test
        void keepsAPointThatAnotherIsBackedBy() {
            importPoint(FIRST, START.toString(), fullDisks());
            importPoint(
                    SECOND,
                    "2026-11-22T11:00:00Z",
                    List.of(disk(2000, Optional.of(new PointDiskRow.Parent(FIRST, 2000)))));
            assertThatThrownBy(() -> catalog.points().remove(FIRST))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.points().list()).hasSize(2);

            assertThat(catalog.points().remove(SECOND)).isTrue();
            assertThat(catalog.points().remove(FIRST)).isTrue();
            assertThat(catalog.points().remove(FIRST)).isFalse();
            assertThat(catalog.points().list()).isEmpty();
        }

        @Test
        void aRunKeepsTheIdOfItsPrunedPoint() {
            RunId run = running("web");
            completedDisk(run, 2000);
            complete(run, FIRST, fullDisks());
            catalog.points().remove(FIRST);
            assertThat(catalog.runs().find(run).orElseThrow().point()).contains(FIRST);
        }

        @Test
        void forgetsARepositoryWithAChainInIt() {
            importPoint(FIRST, START.toString(), fullDisks());
            importPoint(
                    SECOND,
                    "2026-11-22T11:00:00Z",
                    List.of(disk(2000, Optional.of(new PointDiskRow.Parent(FIRST, 2000)))));
            assertThat(catalog.repositories().remove("default")).isTrue();
            assertThat(catalog.points().list()).isEmpty();
        }

        @Test
        void refusesIdsAndFoldersThatCouldLeaveTheRepository() {
            for (String id :
                    List.of(
                            "",
                            "aaaa",
                            "AAAAAAAAAAAAAAAA",
                            "aaaaaaaaaaaaaaa1",
                            "../aaaaaaaaaaaaa")) {
                assertThatThrownBy(() -> point(id, Optional.empty(), START))
                        .as(id)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (String path : List.of("/etc", "vms\\x")) {
                assertThatThrownBy(() ->
                                new PointRow(
                                        FIRST,
                                        "default",
                                        Optional.empty(),
                                        "vc1",
                                        "web",
                                        "u",
                                        START,
                                        "crash",
                                        path))
                        .as(path)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        @Test
        void keepsWhatVerificationsFoundAndKnowsTheNewest() {
            catalog.points().insertImported(point(FIRST, Optional.empty(), START), fullDisks());
            Problem found =
                    Problem.of(ProblemCode.POINT_FINDING)
                            .with("point", FIRST)
                            .with("kind", "BadChecksum")
                            .with("cause", "cluster 17");
            PointCheckRow sound = new PointCheckRow(FIRST, START, true, 1L << 40, List.of());
            PointCheckRow damaged = new PointCheckRow(FIRST, END, false, 5, List.of(found));
            assertThat(catalog.pointChecks().newest()).isEmpty();
            assertThat(catalog.pointChecks().insert(sound)).isTrue();
            assertThat(catalog.pointChecks().newest()).containsExactly(sound);
            assertThat(catalog.pointChecks().insert(damaged)).isTrue();
            reopen();
            assertThat(catalog.pointChecks().newest()).containsExactly(damaged);
            assertThat(
                            catalog.pointChecks()
                                    .insert(new PointCheckRow(SECOND, START, true, 0, List.of())))
                    .isFalse();
            assertThatThrownBy(() -> new PointCheckRow(FIRST, START, false, 0, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(catalog.repositories().contents())
                    .hasSize(1)
                    .allSatisfy((_, content) -> {
                        assertThat(content.points()).isEqualTo(1);
                        assertThat(content.vms()).isEqualTo(1);
                        assertThat(content.storedBytes()).isPositive();
                    });
            catalog.points().remove(FIRST);
            assertThat(catalog.pointChecks().newest()).isEmpty();
        }
    }
}
