package io.sendense.engine;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmName;
import io.sendense.engine.source.inventory.VmSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A lab, the whole engine, and the one known to the other as `lab`.
final class LabEngine implements AutoCloseable {
    private static final int PIECE_BYTES = 4 << 20;

    final LabVCenter lab;
    final Engine engine;
    private final Path kept;

    private LabEngine(LabVCenter lab, Engine engine, Path kept) {
        this.lab = lab;
        this.engine = engine;
        this.kept = kept;
    }

    /// Everything lies below `folder`: the engine's home, and the disks of every snapshot.
    static LabEngine start(Path folder, UnaryOperator<LabOptions> how) throws Exception {
        return start(folder, how, new VsphereConnector());
    }

    /// The same with connections of another kind.
    static LabEngine start(Path folder, UnaryOperator<LabOptions> how, SourceConnector connector)
            throws Exception {
        InstantSource clock = InstantSource.system();
        Path kept = folder.resolve("kept");
        LabOptions usual =
                LabOptions.standard(clock).withTaskTime(Duration.ofMillis(20)).withKeepFrozen(kept);
        LabVCenter lab = LabVCenter.start(how.apply(usual));
        Engine engine =
                InProcessEngine.open(
                        EngineSettings.of(
                                EngineHome.create(folder.resolve("home")),
                                new ProgramVersion("test", "test"),
                                clock,
                                new MemorySecretStore(),
                                connector));
        VCenter _ =
                engine.addVCenter(
                        new NewVCenter(
                                "lab",
                                lab.url().toString(),
                                lab.user(),
                                Secret.of(lab.password()),
                                Optional.of(lab.certificateSha256()),
                                Optional.empty()));
        return new LabEngine(lab, engine, kept);
    }

    VirtualMachine vm(String name) throws Exception {
        VmSummary found = new VmName(name).find(engine.inventory("lab"), "lab");
        return engine.vm("lab", found.id());
    }

    /// Backs a VM up and waits for the end of the run.
    RunView backup(String name) throws Exception {
        return engine.awaitRun(begin(name));
    }

    /// The same, in another way.
    RunView backup(String name, BackupOptions how) throws Exception {
        return engine.awaitRun(begin(name, how));
    }

    /// Begins to back a VM up.
    RunId begin(String name) throws Exception {
        return begin(name, BackupOptions.usual());
    }

    private RunId begin(String name, BackupOptions how) throws Exception {
        return engine.startBackup(
                new BackupRequest("lab", vm(name).summary().id(), Optional.empty(), how));
    }

    /// Counts the calls of an operation from now on and changes nothing: see `lab.faults()`.
    FaultRule counting(String operation) {
        FaultRule rule = FaultRule.on(operation, new FaultAction.Delay(Duration.ZERO)).always();
        lab.faults().add(rule);
        return rule;
    }

    Repository repository() throws Exception {
        return Repository.open(Path.of(engine.repositories().getFirst().path()));
    }

    /// The point that a run left.
    static RestorePoint point(Repository repository, RunView run) throws EngineException {
        return repository.points().stream()
                .filter(point -> point.id().value().equals(run.point().orElseThrow()))
                .findFirst()
                .orElseThrow();
    }

    /// What the lab kept of one disk of the last snapshot that was taken of a VM since the start.
    Path frozen(String vm, int key) throws Exception {
        try (var snapshots = Files.list(kept.resolve(vm))) {
            return snapshots
                    .max(Comparator.comparingLong(LabEngine::number))
                    .orElseThrow()
                    .resolve("disk-" + key + ".raw");
        }
    }

    private static long number(Path snapshot) {
        return Long.parseLong(snapshot.getFileName().toString().replace("snapshot-", ""));
    }

    /// Where the point's disk and the file first differ; nothing if they are the same. What both
    /// know to be zero is not read.
    static Optional<Long> difference(RestorePoint point, int key, Path raw) throws Exception {
        try (BlockDevice disk = point.chain(key).open();
                BlockDevice file = RawFileBlockDevice.open(raw, false)) {
            if (disk.size() != file.size()) {
                return Optional.of(Math.min(disk.size(), file.size()));
            }
            List<Extent> data = new ArrayList<>(data(disk));
            data.addAll(data(file));
            ByteBuffer ours = ByteBuffer.allocate(PIECE_BYTES);
            ByteBuffer theirs = ByteBuffer.allocate(PIECE_BYTES);
            for (Extent extent : ExtentList.union(data)) {
                for (long at = extent.offset(); at < extent.end(); at += PIECE_BYTES) {
                    int length = (int) Math.min(PIECE_BYTES, extent.end() - at);
                    disk.read(at, ours.clear().limit(length));
                    file.read(at, theirs.clear().limit(length));
                    int differs = ours.clear().limit(length).mismatch(theirs.clear().limit(length));
                    if (differs >= 0) {
                        return Optional.of(at + differs);
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static List<Extent> data(BlockDevice device) throws IOException {
        return device.blockStatus(0, device.size()).stream()
                .filter(status -> !status.allocation().readsAsZero())
                .map(BlockStatus::extent)
                .toList();
    }

    @Override
    public void close() {
        engine.close();
        lab.close();
    }
}
