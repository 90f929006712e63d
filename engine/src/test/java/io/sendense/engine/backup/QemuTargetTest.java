package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.Peers;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.wire.nbd.NbdUri;
import io.sendense.engine.wire.qemu.QemuProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs whose layers a `qemu-nbd` writes: the point is as any other, and nothing of the program
/// stays, whatever becomes of it.
@Tag("peers")
@Timeout(180)
class QemuTargetTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int SYSTEM = 2000;
    private static final int DATA = 2001;

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeVmSource source;
    private FakeDisk system;
    private FakeDisk data;

    @BeforeEach
    void open() throws Exception {
        System.setProperty(QemuProgram.PROPERTY, Peers.require("qemu-nbd").toString());
        fixture = new BackupFixture(folder);
        fixture.server = TargetServer.QEMU_NBD;
        source = fixture.source;
        system = source.addDisk(SYSTEM, 100L * BLOCK + 512);
        data = source.addDisk(DATA, 40L * BLOCK);
        source.write(system, 3L * BLOCK + 100, noise(1, 5 * BLOCK));
        source.write(data, 0, noise(2, 20 * BLOCK));
        source.write(data, 30L * BLOCK, new byte[2 * BLOCK]);
    }

    @AfterEach
    void close() throws Exception {
        source.gate.hold.countDown();
        fixture.close();
        System.clearProperty(QemuProgram.PROPERTY);
        assertNothingRuns();
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info()
                                .arguments()
                                .map(Arrays::toString)
                                .orElse("")
                                .contains(folder.toString()))
                .toList();
    }

    private ProcessHandle serverOf(String export) {
        return servers().stream()
                .filter(process ->
                        Arrays.asList(process.info().arguments().orElseThrow())
                                .contains("--export-name=" + export))
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingRuns() throws Exception {
        assertThat(servers()).isEmpty();
        assertThat(fixture.home.heldChildren().list()).isEmpty();
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".nbd"));
        }
    }

    private static DiskView disk(RunView run, int key) {
        return run.disks().stream().filter(d -> d.key() == key).findFirst().orElseThrow();
    }

    private void assertSound() throws Exception {
        for (RestorePoint point : fixture.repository.points()) {
            for (int key : new int[] {SYSTEM, DATA}) {
                PeerProcess.run(
                        "qemu-img",
                        "check",
                        point.folder().resolve("disk-" + key + ".qcow2").toString());
            }
        }
        fixture.assertNothingHeld();
        assertNothingRuns();
    }

    @Test
    void fullsAndIncrementalsEqualTheFrozenDisks() throws Exception {
        RunView full = fixture.backup();
        assertThat(full.problem()).isEmpty();
        assertThat(full.state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.restored(SYSTEM)).isEqualTo(system.bytes());
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
        assertThat(disk(full, SYSTEM).export().orElseThrow()).contains(".nbd");

        source.write(system, 100L * BLOCK, noise(3, 512));
        source.write(system, 4L * BLOCK, new byte[2 * BLOCK]);
        source.write(data, 5L * BLOCK + 7, noise(4, BLOCK));
        RunView next = fixture.backup();
        assertThat(next.problem()).isEmpty();
        assertThat(disk(next, SYSTEM).mode()).contains(ReadMode.INCREMENTAL);
        assertThat(fixture.restored(SYSTEM)).isEqualTo(system.bytes());
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
        assertSound();

        fixture.server = TargetServer.EMBEDDED;
        source.write(data, 6L * BLOCK, noise(5, BLOCK));
        assertThat(fixture.backup().problem()).isEmpty();
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
    }

    /// A path that ends in this process, but comes from elsewhere as far as the run knows.
    private final class FarPath implements TransferPath {
        private final LocalPath below =
                new LocalPath(
                        source,
                        new ExtentMover(new BufferPool(1 << 18, 8), MoverOptions.DEFAULT),
                        fixture.environment.limits().places());
        private final Map<Integer, NbdUri> found = new ConcurrentHashMap<>();

        @Override
        public DiskPath open(FrozenVm frozen, VirtualDisk disk)
                throws EngineException, InterruptedException {
            DiskPath way = below.open(frozen, disk);
            return new DiskPath() {
                @Override
                public String transport() {
                    return way.transport();
                }

                @Override
                public NbdUri connect(LayerTarget layer, String label)
                        throws EngineException, InterruptedException {
                    found.put(disk.key(), layer.uri());
                    return way.connect(layer, label);
                }

                @Override
                public void move(DiskMove move, MoveCounters counters)
                        throws EngineException, IOException, InterruptedException {
                    way.move(move, counters);
                }

                @Override
                public void close() throws IOException {
                    way.close();
                }
            };
        }

        @Override
        public void close() {
            below.close();
        }
    }

    /// Who comes from elsewhere reaches the engine's own server, which lists no names, never the
    /// socket of the child.
    @Test
    void aPathFromElsewhereGoesThroughTheEnginesOwnServer() throws Exception {
        FarPath far = new FarPath();
        fixture.nodes = _ -> far;
        fixture.knowNode("edge1");
        RunView run = fixture.backup(BackupOptions.usual().via(Optional.of("edge1")));
        assertThat(run.problem()).isEmpty();
        assertThat(far.found).hasSize(2);
        assertThat(far.found.values())
                .allSatisfy(uri ->
                        assertThat(uri.toString()).contains(fixture.home.nbdSocket().toString()));
        assertThat(fixture.restored(SYSTEM)).isEqualTo(system.bytes());
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
        assertSound();
    }

    /// Rows 1 and 17 of what broke before: a dead qemu-nbd, and a run that stayed as if it worked.
    @Test
    void aKilledServerFailsItsDiskAtOnceAndTheDiskCanBeReadAgain() throws Exception {
        byte[] frozenSystem = system.bytes();
        byte[] frozenData = data.bytes();
        source.gate.hold = new CountDownLatch(1);
        RunId id =
                fixture.runner.start(
                        new BackupOrder(
                                "vc",
                                FakeVmSource.VM,
                                BackupFixture.REPOSITORY,
                                BackupOptions.usual().heldForRetry(Duration.ofMinutes(10))));
        source.gate.reached.await();
        while (servers().size() < 2) {
            Thread.sleep(5);
        }
        awaitState(id, DATA, DiskState.TRANSFERRING);
        ProcessHandle server = serverOf("run-" + id + "-disk-" + DATA);
        long killed = System.nanoTime();
        server.destroyForcibly();
        awaitState(id, DATA, DiskState.FAILED);
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(2));

        source.gate.hold.countDown();
        RunView held = awaitHold(id);
        Problem why = disk(held, DATA).problem().orElseThrow();
        assertThat(why.code()).isEqualTo(ProblemCode.QEMU_NBD_ENDED);
        assertThat(ProblemText.english().render(why).why()).contains("signal 9");
        assertNothingRuns();
        source.write(data, 0, noise(9, 30 * BLOCK));
        fixture.runner.retryDisks(id);
        RunView run = fixture.runner.await(id);
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(source.created).isEqualTo(1);
        assertThat(fixture.restored(SYSTEM)).isEqualTo(frozenSystem);
        assertThat(fixture.restored(DATA)).isEqualTo(frozenData);
        assertSound();
    }

    private void awaitState(RunId id, int key, DiskState state) throws Exception {
        while (disk(fixture.runner.living(id).orElseThrow(), key).state() != state) {
            Thread.sleep(5);
        }
    }

    private RunView awaitHold(RunId id) throws Exception {
        while (true) {
            RunView run = fixture.runner.living(id).orElseThrow();
            if (run.phase() == RunPhase.AWAITING_RETRY) {
                return run;
            }
            Thread.sleep(10);
        }
    }

    @Test
    void aCancelledRunLeavesNoServer() throws Exception {
        source.gate.hold = new CountDownLatch(1);
        RunId id = fixture.start();
        source.gate.reached.await();
        assertThat(servers()).isNotEmpty();
        fixture.runner.cancel(id);
        assertThat(fixture.runner.await(id).state()).isEqualTo(RunState.CANCELLED);
        assertNothingRuns();
        fixture.assertNothingHeld();
    }

    private void useProgram(String... lines) throws Exception {
        Path script = folder.resolve("program");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(QemuProgram.PROPERTY, script.toString());
    }

    @Test
    void aServerThatEndsAtOnceFailsTheRunWithItsWords() throws Exception {
        useProgram(
                "[ \"$1\" = --version ] && echo \"$0 7.2 QEMU\" && exit 0",
                "echo 'the disk is on fire' >&2; exit 1");
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        Problem why = run.problem().orElseThrow();
        assertThat(why.code()).isEqualTo(ProblemCode.NBD_TARGET_NOT_READY);
        assertThat(ProblemText.english().render(why).why())
                .contains("exit code 1")
                .contains("the disk is on fire");
        assertThat(fixture.story(run.id())).doesNotContain(EventCode.DISK_EXPORTED);
        assertNothingRuns();
    }

    private void assertRefused(ProblemCode code, BackupOptions options) {
        assertThatThrownBy(() -> fixture.backup(options))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
        assertThat(fixture.catalog.runs().newest(10)).isEmpty();
        assertThat(source.created).isZero();
    }

    @Test
    void whatCannotBeIsRefusedBeforeARunIsRecorded() throws Exception {
        assertRefused(
                ProblemCode.TARGET_NOT_COMPRESSING,
                BackupOptions.usual().compressed(Compression.ZSTD));
        System.setProperty(QemuProgram.PROPERTY, folder.resolve("missing").toString());
        assertRefused(ProblemCode.QEMU_NBD_MISSING, BackupOptions.usual());
        useProgram("echo GNU ed 1.19");
        assertRefused(ProblemCode.QEMU_NBD_MISSING, BackupOptions.usual());
    }
}
