package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.home.EngineHome;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.vsphere.Vcsim;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole engine against a vCenter that nobody here wrote, and that tracks no changes.
@Tag("peers")
@Timeout(180)
class VcsimBackupTest {
    private static final String VM = "DC0_H0_VM1";

    @TempDir private Path folder;
    private Vcsim vcsim;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        Path _ = Peers.require("qemu-img");
        vcsim = Vcsim.start();
        engine =
                InProcessEngine.open(
                        EngineSettings.of(
                                EngineHome.create(folder.resolve("home")),
                                new ProgramVersion("test", "test"),
                                InstantSource.system(),
                                new MemorySecretStore(),
                                new VsphereConnector()));
        String url = vcsim.sdk().toString();
        VCenter _ =
                engine.addVCenter(
                        new NewVCenter(
                                "vcsim",
                                url,
                                Vcsim.USER,
                                Secret.of(Vcsim.PASSWORD),
                                Optional.of(engine.certificate(url).sha256()),
                                Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        if (engine != null) {
            engine.close();
        }
        if (vcsim != null) {
            vcsim.close();
        }
    }

    private VirtualMachine vm() throws Exception {
        return engine.vm("vcsim", new VmName(VM).find(engine.inventory("vcsim"), "vcsim").id());
    }

    private RunView backup() throws Exception {
        return engine.awaitRun(
                engine.startBackup(
                        new BackupRequest(
                                "vcsim",
                                vm().summary().id(),
                                Optional.empty(),
                                BackupOptions.usual())));
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void publishesPointsThatEqualTheDataFileAndSaysThatNothingIsTracked() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        VirtualDisk disk = vm().disks().getFirst();
        long size = disk.capacityBytes();
        vcsim.writeFlatFile(
                disk.file(),
                size,
                Map.of(0L, noise(seed, 3_000_001), size - 70_000, noise(seed + 1, 70_000)));
        RunView first = backup();
        assertReadInFull(first, FullReason.FIRST_POINT, size);
        assertThat(engine.events(first.id(), 0).stream().map(RunEvent::code))
                .contains(EventCode.POINT_PUBLISHED, EventCode.SNAPSHOT_REMOVED);
        assertEqualsDataFile(disk, "first");

        vcsim.writeFlatFile(
                disk.file(), size, Map.of(0L, new byte[65_536], 5_000_000L, noise(seed + 2, 999)));
        RunView second = backup();
        assertReadInFull(second, FullReason.NO_CHANGE_ID, size);
        assertEqualsDataFile(disk, "second");
        assertThat(engine.points()).hasSize(2);
        assertThat(vm().snapshots()).isEmpty();
    }

    private static void assertReadInFull(RunView run, FullReason reason, long capacity) {
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CHANGE_TRACKING_UNAVAILABLE);
        assertThat(run.disks()).hasSize(1);
        DiskView disk = run.disks().getFirst();
        assertThat(run.warnings().getFirst().toException()).hasMessageContaining(disk.label());
        assertThat(disk.mode()).contains(ReadMode.FULL);
        assertThat(disk.fullReason()).contains(reason.name());
        assertThat(disk.plannedBytes()).isEqualTo(capacity);
        assertThat(disk.doneBytes()).isEqualTo(capacity);
        assertThat(disk.transport()).contains("folder");
    }

    private void assertEqualsDataFile(VirtualDisk disk, String name) throws Exception {
        PointView point = engine.points().getFirst();
        assertThat(point.incremental()).isFalse();
        assertThat(point.disks()).hasSize(1);
        assertThat(point.disks().getFirst().changeId()).isEmpty();
        assertThat(engine.verify(point.id(), Progress.NONE).findings()).isEmpty();
        Path raw = folder.resolve(name + ".raw");
        assertThat(
                        engine.export(
                                new ExportRequest(point.id(), disk.key(), ExportFormat.RAW, raw),
                                Progress.NONE))
                .isEqualTo(disk.capacityBytes());
        String flat = vcsim.flatFile(disk.file()).toString();
        assertThat(qemuImg("compare", "-f", "raw", "-F", "raw", flat, raw.toString()))
                .contains("Images are identical");
        String layer = point.disks().getFirst().layer();
        assertThat(qemuImg("compare", "-f", "raw", "-F", "qcow2", flat, layer))
                .contains("Images are identical");
        assertThat(qemuImg("check", layer)).contains("No errors");
    }

    private static String qemuImg(String... arguments) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Peers.require("qemu-img").toString());
        command.addAll(java.util.List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
