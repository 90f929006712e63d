package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.security.LoginMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Events, held snapshots, vCenters and repositories.
class OtherTablesTest {
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
        @Test
        void keepsOneSetOfLimits() {
            assertThat(catalog.limits().find()).isEmpty();
            catalog.limits().store(new LimitsRow(0, 1, 2, 3, 4));
            LimitsRow chosen = new LimitsRow(1L << 40, 24, 5L << 32, 16, 6L << 32);
            catalog.limits().store(chosen);
            reopen();
            assertThat(catalog.limits().find()).contains(chosen);
            assertThatThrownBy(() -> catalog.limits().store(new LimitsRow(0, 0, 1, 1, 1)))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.limits().find()).contains(chosen);
        }

        @Test
        void keepsNodesByNameWithoutRegardToCase() {
            NodeRow byKey =
                    new NodeRow(
                            "Edge1",
                            "backup",
                            "edge1.example",
                            22,
                            LoginMethod.KEY,
                            Optional.of("/keys/id_ed25519"),
                            "SHA256:abc",
                            8081,
                            START);
            NodeRow byAgent =
                    new NodeRow(
                            "edge0",
                            "b",
                            "::1",
                            2222,
                            LoginMethod.AGENT,
                            Optional.empty(),
                            "SHA256:def",
                            18081,
                            START);
            assertThat(catalog.nodes().insert(byKey)).isTrue();
            assertThat(catalog.nodes().insert(byAgent)).isTrue();
            reopen();
            assertThat(catalog.nodes().list()).containsExactly(byAgent, byKey);
            assertThat(catalog.nodes().find("EDGE1")).contains(byKey);
            NodeRow sameName =
                    new NodeRow(
                            "EDGE1",
                            "x",
                            "y",
                            1,
                            LoginMethod.PASSWORD,
                            Optional.empty(),
                            "SHA256:x",
                            1,
                            START);
            assertThat(catalog.nodes().insert(sameName)).isFalse();
            assertThat(catalog.nodes().remove("edge1")).isTrue();
            assertThat(catalog.nodes().remove("edge1")).isFalse();
            assertThat(catalog.nodes().list()).containsExactly(byAgent);
        }

        @Test
        void keepsEventsInOrderWithTypedArguments() {
            RunId run = running("web");
            Map<String, Argument> arguments = new LinkedHashMap<>();
            arguments.put("label", new Argument.Text("Hard disk 1"));
            arguments.put("size", new Argument.Bytes(109_521_666_048L));
            arguments.put("attempt", new Argument.Count(2));
            arguments.put("after", new Argument.Time(Duration.ofSeconds(3)));

            RunEvent first = catalog.events().append(run, START, EventCode.RUN_STARTED, Map.of());
            RunEvent second = catalog.events().append(run, END, EventCode.DISK_RETRY, arguments);
            reopen();

            assertThat(first.number()).isEqualTo(1);
            assertThat(catalog.events().list(run, 0)).containsExactly(first, second);
            assertThat(catalog.events().list(run, first.number())).containsExactly(second);
            assertThat(catalog.events().list(run, second.number())).isEmpty();
            assertThat(second.arguments().keySet())
                    .containsExactly("label", "size", "attempt", "after");
        }

        @Test
        void returnsTheEventAsItWillBeRead() {
            RunId run = running("web");
            Instant finer = Instant.parse("2026-11-22T10:00:00.123456789Z");
            RunEvent event = catalog.events().append(run, finer, EventCode.RUN_STARTED, Map.of());
            assertThat(catalog.events().list(run, 0)).containsExactly(event);
        }

        @Test
        void numbersEventsOfSeveralRunsAscendingOverAll() {
            RunId web = running("web");
            RunId db = running("db");
            List<Long> numbers = new ArrayList<>();
            for (RunId run : List.of(web, db, web)) {
                numbers.add(
                        catalog.events()
                                .append(run, START, EventCode.DISK_PLANNED, Map.of())
                                .number());
            }
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
            assertThat(catalog.events().list(db, 0)).hasSize(1);
        }

        @Test
        void losesNoEventToAReaderWhoFollowsWhileManyWrite() throws Exception {
            RunId run = running("web");
            int writers = 4;
            int each = 25;
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                work.add(() -> {
                    for (int n = 0; n < each; n++) {
                        catalog.events().append(run, START, EventCode.DISK_RETRY, Map.of());
                    }
                    return null;
                });
            }
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = work.stream().map(threads::submit).toList();
                List<Long> followed = new ArrayList<>();
                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (followed.size() < writers * each && System.nanoTime() < deadline) {
                    long after = followed.isEmpty() ? 0 : followed.getLast();
                    catalog.events().list(run, after).forEach(e -> followed.add(e.number()));
                }
                for (var writer : running) {
                    writer.get();
                }
                assertThat(followed).hasSize(writers * each).isSorted().doesNotHaveDuplicates();
            }
        }

        @Test
        void keepsHowFarARunWasOverItsTime() {
            RunId run = running("web");
            RunId other = running("db");
            assertThat(catalog.runRates().list(run)).isEmpty();
            catalog.runRates().store(run, List.of(new RateSample(Duration.ofSeconds(9), 9, 9)));
            catalog.runRates().store(other, List.of(new RateSample(Duration.ofSeconds(1), 7, 7)));
            List<RateSample> samples =
                    List.of(
                            new RateSample(Duration.ZERO, 0, 0),
                            new RateSample(Duration.ofMillis(500), 1L << 40, (1L << 40) * 2),
                            new RateSample(Duration.ofMillis(1500), (1L << 40) + 5, 5));
            catalog.runRates().store(run, samples);
            reopen();
            assertThat(catalog.runRates().list(run)).isEqualTo(samples);
            assertThat(catalog.runRates().list(other)).hasSize(1);
            catalog.runRates().store(run, List.of());
            assertThat(catalog.runRates().list(run)).isEmpty();
        }

        @Test
        void refusesEventOfAnUnknownRun() {
            assertThatThrownBy(() ->
                            catalog.events()
                                    .append(new RunId(7), START, EventCode.RUN_STARTED, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void knowsASnapshotFromBeforeItIsAskedForUntilItIsGone() {
            RunId run = running("web");
            long id = catalog.heldSnapshots().intend(run, "vc1", "vm-42", "uuid-web", "sendense-1");
            reopen();
            HeldSnapshotRow intended =
                    new HeldSnapshotRow(
                            id,
                            run,
                            "vc1",
                            "vm-42",
                            "uuid-web",
                            "sendense-1",
                            Optional.empty(),
                            HeldSnapshotState.INTENDED);
            assertThat(catalog.heldSnapshots().held()).containsExactly(intended);

            catalog.heldSnapshots().hold(id, "snapshot-9");
            reopen();
            HeldSnapshotRow held = catalog.heldSnapshots().held().getFirst();
            assertThat(held.snapshotMoref()).contains("snapshot-9");
            assertThat(held.state()).isEqualTo(HeldSnapshotState.HELD);

            catalog.heldSnapshots().released(id);
            catalog.heldSnapshots().released(id);
            assertThat(catalog.heldSnapshots().held()).isEmpty();
        }

        private LeaseRow lease(String node, int port, String owner, RunId run) {
            return new LeaseRow(node, port, owner, run, 2000, START);
        }

        @Test
        void aPortOfANodeIsLeasedOnceWhoeverAsks() {
            RunId run = running("web");
            LeaseRow first = lease("edge1", 10_100, "home-a", run);
            assertThat(catalog.leases().take(first)).isTrue();
            assertThat(catalog.leases().take(lease("edge1", 10_100, "home-b", run))).isFalse();
            LeaseRow other = lease("edge1", 10_101, "home-b", run);
            assertThat(catalog.leases().take(other)).isTrue();
            assertThat(catalog.leases().take(lease("edge2", 10_100, "home-b", run))).isTrue();
            reopen();
            assertThat(catalog.leases().list("edge1")).containsExactly(first, other);
            assertThatThrownBy(() -> catalog.leases().take(lease("edge1", 10_201, "a", run)))
                    .isInstanceOf(CatalogException.class);

            assertThat(catalog.leases().release("edge1", 10_100, "home-b")).isFalse();
            assertThat(catalog.leases().sweep("home-b")).isEqualTo(2);
            assertThat(catalog.leases().list("edge1")).containsExactly(first);
            assertThat(catalog.leases().release("edge1", 10_100, "home-a")).isTrue();
            assertThat(catalog.leases().list("edge1")).isEmpty();
        }

        @Test
        void aRepositoryKeepsWhatWritesItsLayers() {
            defaultRepository();
            assertThat(catalog.repositories().find("default").orElseThrow().target())
                    .isEqualTo(TargetServer.EMBEDDED);
            assertThat(catalog.repositories().setTarget("default", TargetServer.QEMU_NBD)).isTrue();
            assertThat(catalog.repositories().setTarget("other", TargetServer.QEMU_NBD)).isFalse();
            reopen();
            assertThat(catalog.repositories().list().getFirst().target())
                    .isEqualTo(TargetServer.QEMU_NBD);
        }

        @Test
        void doesNotHoldASnapshotThatWasReleasedOrNeverIntended() {
            RunId run = running("web");
            long id = catalog.heldSnapshots().intend(run, "vc1", "vm-42", "uuid-web", "sendense-1");
            catalog.heldSnapshots().released(id);
            assertThatThrownBy(() -> catalog.heldSnapshots().hold(id, "snapshot-9"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> catalog.heldSnapshots().hold(id + 1, "snapshot-9"))
                    .isInstanceOf(IllegalStateException.class);
        }

        private VCenterRow vcenter(String name) {
            return new VCenterRow(
                    name,
                    "https://vc.example.com/sdk",
                    "administrator@vsphere.local",
                    "sha256:AA",
                    Optional.of("uuid-vc"),
                    START);
        }

        @Test
        void addsListsAndForgetsVcenters() {
            assertThat(catalog.vcenters().insert(vcenter("b"))).isTrue();
            assertThat(catalog.vcenters().insert(vcenter("a"))).isTrue();
            assertThat(catalog.vcenters().insert(vcenter("a"))).isFalse();
            reopen();
            assertThat(catalog.vcenters().list()).containsExactly(vcenter("a"), vcenter("b"));
            assertThat(catalog.vcenters().find("a")).contains(vcenter("a"));
            assertThat(catalog.vcenters().find("A")).isEmpty();
            assertThat(catalog.vcenters().remove("a")).isTrue();
            assertThat(catalog.vcenters().remove("a")).isFalse();
            assertThat(catalog.vcenters().list()).containsExactly(vcenter("b"));
        }

        private static RepositoryRow repository(String name, boolean isDefault) {
            return new RepositoryRow(name, Path.of("/srv", name), "uuid-" + name, isDefault, START);
        }

        @Test
        void hasOneDefaultRepositoryAtMost() {
            assertThat(catalog.repositories().findDefault()).isEmpty();
            catalog.repositories().insert(repository("a", true));
            catalog.repositories().insert(repository("b", true));
            catalog.repositories().insert(repository("c", false));
            assertThat(catalog.repositories().findDefault()).contains(repository("b", true));
            assertThat(catalog.repositories().list())
                    .containsExactly(
                            repository("a", false), repository("b", true), repository("c", false));

            assertThat(catalog.repositories().makeDefault("c")).isTrue();
            assertThat(catalog.repositories().findDefault()).contains(repository("c", true));
            assertThat(catalog.repositories().makeDefault("nowhere")).isFalse();
            assertThat(catalog.repositories().findDefault()).contains(repository("c", true));
        }

        @Test
        void refusesRepositoryWhoseNamePathOrUuidIsKnownAndKeepsTheDefault() {
            catalog.repositories().insert(repository("a", true));
            for (RepositoryRow taken :
                    List.of(
                            new RepositoryRow("a", Path.of("/srv/z"), "uuid-z", true, START),
                            new RepositoryRow("z", Path.of("/srv/a"), "uuid-z", true, START),
                            new RepositoryRow("z", Path.of("/srv/z"), "uuid-a", true, START))) {
                assertThat(catalog.repositories().insert(taken)).as("%s", taken).isFalse();
            }
            assertThat(catalog.repositories().findDefault()).contains(repository("a", true));
        }

        @Test
        void keepsHowFullRepositoriesWere() {
            catalog.repositories().insert(repository("a", true));
            RepositoryFillRow first = new RepositoryFillRow(START, 5L << 40, 6L << 40, 1);
            RepositoryFillRow second = new RepositoryFillRow(END, 4L << 40, 6L << 40, 2);
            assertThat(catalog.repositoryFills().insert("a", first, START)).isTrue();
            assertThat(catalog.repositoryFills().insert("a", second, START)).isTrue();
            assertThat(catalog.repositoryFills().insert("nowhere", first, START)).isFalse();
            reopen();
            assertThat(catalog.repositoryFills().list("a")).containsExactly(first, second);
            RepositoryFillRow third = new RepositoryFillRow(END.plusSeconds(1), 0, 0, 0);
            catalog.repositoryFills().insert("a", third, END);
            assertThat(catalog.repositoryFills().list("a")).containsExactly(second, third);
            assertThatThrownBy(() ->
                            catalog.repositoryFills()
                                    .insert("a", new RepositoryFillRow(END, 2, 1, 0), END))
                    .isInstanceOf(CatalogException.class);
            catalog.repositories().remove("a");
            assertThat(catalog.repositoryFills().list("a")).isEmpty();
        }
    }
}
