package io.sendense.engine.node.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogLocation;
import io.sendense.engine.catalog.LeaseRow;
import io.sendense.engine.catalog.NewRun;
import io.sendense.engine.node.ports.PortBinder.Answer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Row 8 of what broke before: ports that stayed taken. Here every one is recorded, held and given
/// back, and whoever finds none waits and says so.
@Timeout(180)
class PortPoolTest {
    private static final String NODE = "edge1";
    private static final PortWaiting NOBODY_WAITS =
            why -> {
                throw new AssertionError(why);
            };

    @TempDir private Path folder;
    private Catalog catalog;
    private RunId run;
    private PortPool pool;
    private ExecutorService threads;

    @BeforeEach
    void open() {
        catalog = Catalog.open(new CatalogLocation.H2File(folder.resolve("catalog")));
        run =
                catalog.runs()
                        .insert(
                                new NewRun(
                                        "vc1",
                                        "web",
                                        "vm-42",
                                        "uuid-web",
                                        "default",
                                        Instant.EPOCH,
                                        Bandwidth.UNLIMITED,
                                        Optional.of(NODE),
                                        "0.1.0",
                                        "abc1234"));
        pool = pool("home-a", Duration.ofMinutes(10));
        threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    private PortPool pool(String owner, Duration passOver) {
        return new PortPool(catalog.leases(), owner, InstantSource.system(), passOver);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        catalog.close();
    }

    private PortRequest disk(int key) {
        return new PortRequest(NODE, run, key);
    }

    private List<PortLease> all() throws Exception {
        Set<Integer> bound = ConcurrentHashMap.newKeySet();
        List<Future<PortLease>> asked = new ArrayList<>();
        for (int i = 0; i < PortPool.PORTS; i++) {
            int key = 2000 + i;
            asked.add(
                    threads.submit(() ->
                            pool.lease(
                                    disk(key),
                                    port -> bound.add(port) ? Answer.BOUND : Answer.REFUSED,
                                    NOBODY_WAITS)));
        }
        List<PortLease> leases = new ArrayList<>();
        for (Future<PortLease> each : asked) {
            leases.add(each.get());
        }
        assertThat(bound).hasSize(PortPool.PORTS);
        return leases;
    }

    private static PortLease freed(BlockingQueue<PortLease> got) throws InterruptedException {
        return Optional.ofNullable(got.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }

    /// 101 disks at once; two more wait, say why, and get what is given back in their order.
    @Test
    void hundredAndOneDisksHaveAPortAndTheNextOnesWaitInTheirOrder() throws Exception {
        List<PortLease> leases = all();
        assertThat(leases)
                .extracting(PortLease::port)
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(10_100, 10_200));
        assertThat(catalog.leases().list(NODE)).hasSize(101);

        BlockingQueue<PortsInUse> reasons = new LinkedBlockingQueue<>();
        BlockingQueue<PortLease> got = new LinkedBlockingQueue<>();
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int key = 1; key <= 2; key++) {
            int disk = key;
            threads.submit(() -> {
                PortLease lease = pool.lease(disk(disk), _ -> Answer.BOUND, reasons::add);
                order.add(disk);
                got.add(lease);
                return lease;
            });
            assertThat(reasons.poll(60, TimeUnit.SECONDS))
                    .isEqualTo(new PortsInUse(NODE, 101, 0, 101, key - 1));
        }
        leases.get(40).close();
        PortLease first = freed(got);
        assertThat(first.port()).isEqualTo(leases.get(40).port());
        leases.get(40).close();
        assertThat(got.poll(300, TimeUnit.MILLISECONDS)).as("closed twice, free once").isNull();
        first.close();
        PortLease second = freed(got);
        assertThat(order).containsExactly(1, 2);
        assertThat(reasons).as("each says it once").isEmpty();

        second.close();
        leases.forEach(PortLease::close);
        assertThat(catalog.leases().list(NODE)).isEmpty();
    }

    @Test
    void aLeaseIsRecordedBeforeThePortIsAskedFor() throws Exception {
        List<LeaseRow> seen = new ArrayList<>();
        try (PortLease lease =
                pool.lease(
                        disk(2000),
                        _ -> {
                            seen.addAll(catalog.leases().list(NODE));
                            return Answer.BOUND;
                        },
                        NOBODY_WAITS)) {
            assertThat(lease.port()).isEqualTo(10_100);
            assertThat(seen)
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.owner()).isEqualTo("home-a");
                        assertThat(row.run()).isEqualTo(run);
                        assertThat(row.diskKey()).isEqualTo(2000);
                    });
        }
        assertThat(catalog.leases().list(NODE)).isEmpty();
    }

    /// Another console has it, or a forward of a dead connection.
    @Test
    void aPortThatTheNodeRefusesIsPassedOverForSomeTime() throws Exception {
        PortPool soon = pool("home-a", Duration.ofSeconds(2));
        List<Integer> asked = new ArrayList<>();
        PortBinder taken =
                port -> {
                    asked.add(port);
                    return port < 10_103 ? Answer.REFUSED : Answer.BOUND;
                };
        try (PortLease one = soon.lease(disk(1), taken, NOBODY_WAITS);
                PortLease two = soon.lease(disk(2), taken, NOBODY_WAITS)) {
            assertThat(one.port()).isEqualTo(10_103);
            assertThat(two.port()).isEqualTo(10_104);
            assertThat(asked).containsExactly(10_100, 10_101, 10_102, 10_103, 10_104);
            assertThat(catalog.leases().list(NODE)).hasSize(2);
            Thread.sleep(2_100);
            try (PortLease again = soon.lease(disk(3), _ -> Answer.BOUND, NOBODY_WAITS)) {
                assertThat(again.port()).isEqualTo(10_100);
            }
        }
    }

    @Test
    void aNodeThatRefusesAllOfThemIsToldOf() {
        List<Integer> asked = new ArrayList<>();
        assertThatThrownBy(() ->
                        pool.lease(
                                disk(1),
                                port -> {
                                    asked.add(port);
                                    return Answer.REFUSED;
                                },
                                NOBODY_WAITS))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.NODE_PORTS_REFUSED));
        assertThat(asked).hasSize(101).doesNotHaveDuplicates();
        assertThat(catalog.leases().list(NODE)).isEmpty();
    }

    @Test
    void whoCannotAskAndWhoIsInterruptedHoldsNothing() throws Exception {
        assertThatThrownBy(() ->
                        pool.lease(
                                disk(1),
                                _ -> {
                                    throw Problem.of(ProblemCode.NODE_LOST).toException();
                                },
                                NOBODY_WAITS))
                .isInstanceOf(EngineException.class);
        assertThat(catalog.leases().list(NODE)).isEmpty();

        List<PortLease> leases = all();
        BlockingQueue<PortsInUse> reasons = new LinkedBlockingQueue<>();
        BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pool.lease(disk(1), _ -> Answer.BOUND, reasons::add).close();
                            } catch (EngineException | InterruptedException e) {
                                ends.add(e);
                            }
                        });
        reasons.take();
        waiting.interrupt();
        assertThat(ends.poll(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        leases.getFirst().close();
        try (PortLease next = pool.lease(disk(2), _ -> Answer.BOUND, NOBODY_WAITS)) {
            assertThat(next.port()).isEqualTo(leases.getFirst().port());
        }
    }

    /// kill -9 leaves rows: those of the same home go at its next start, and no one else's.
    @Test
    void whatADeadEngineHadIsSweptAndWhatAnotherHasIsNot() throws Exception {
        all();
        PortPool other = pool("home-b", Duration.ofMinutes(10));
        BlockingQueue<PortsInUse> reasons = new LinkedBlockingQueue<>();
        Future<PortLease> waits =
                threads.submit(() -> other.lease(disk(7), _ -> Answer.BOUND, reasons::add));
        assertThat(reasons.poll(60, TimeUnit.SECONDS)).isNotNull();

        PortPool next = pool("home-a", Duration.ofMinutes(10));
        next.sweep();
        try (PortLease theirs = waits.get(60, TimeUnit.SECONDS)) {
            next.sweep();
            assertThat(catalog.leases().list(NODE))
                    .extracting(LeaseRow::owner)
                    .containsExactly("home-b");
            try (PortLease ours = next.lease(disk(8), _ -> Answer.BOUND, NOBODY_WAITS)) {
                assertThat(ours.port()).isNotEqualTo(theirs.port());
            }
        }
        assertThat(catalog.leases().list(NODE)).isEmpty();
    }
}
