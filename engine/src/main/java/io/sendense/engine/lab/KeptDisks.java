package io.sendense.engine.lab;

import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.FrozenDiskWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the disks of every snapshot as sparse raw files `<vm>/<snapshot>/disk-<key>.raw`, for
/// judging what was backed up. A file appears under its name once it is complete; removing the
/// snapshot waits for that. Thread-safe.
final class KeptDisks implements SnapshotWatcher, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDisks.class);

    private final Path directory;
    private final Map<Reference, CompletableFuture<Void>> writing = new ConcurrentHashMap<>();

    /// One copy at a time: it shares the machine with the backup that is being judged.
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("lab-keep-frozen").factory());

    KeptDisks(Path directory) {
        this.directory = directory;
    }

    @Override
    public void taken(MachineSnapshot snapshot) {
        writing.put(snapshot.reference(), CompletableFuture.runAsync(() -> keep(snapshot), writer));
    }

    @Override
    public void removing(MachineSnapshot snapshot) throws InterruptedException {
        CompletableFuture<Void> copy = writing.remove(snapshot.reference());
        if (copy == null) {
            return;
        }
        try {
            copy.get();
        } catch (ExecutionException e) {
            LOG.error("disks of {} were not kept", snapshot.reference(), e.getCause());
        }
    }

    /// Gives copies in progress up.
    @Override
    public void close() {
        writer.shutdownNow();
        writer.close();
    }

    private void keep(MachineSnapshot snapshot) {
        Path target =
                directory.resolve(snapshot.machine().name()).resolve(snapshot.reference().id());
        try {
            for (FrozenDisk disk : snapshot.frozen().disks().values()) {
                long bytes =
                        FrozenDiskWriter.write(disk, target.resolve("disk-" + disk.key() + ".raw"));
                LOG.debug("kept {} bytes of disk {} in {}", bytes, disk.key(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
