package io.sendense.engine.lab;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.storage.FrozenDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private static final int PIECE_BYTES = 1 << 20;

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
            Files.createDirectories(target);
            for (FrozenDisk disk : snapshot.frozen().disks().values()) {
                Path part = target.resolve("disk-" + disk.key() + ".raw.part");
                write(disk, part);
                Files.move(
                        part,
                        target.resolve("disk-" + disk.key() + ".raw"),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(FrozenDisk disk, Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
            for (Extent extent : disk.allocated().asList()) {
                long offset = extent.offset();
                while (offset < extent.end()) {
                    piece.clear().limit((int) Math.min(PIECE_BYTES, extent.end() - offset));
                    disk.read(offset, piece);
                    piece.flip();
                    while (piece.hasRemaining()) {
                        offset += channel.write(piece, offset);
                    }
                }
            }
            extend(channel, disk.capacityBytes());
        }
    }

    /// A hole at the end needs its last byte written for the file to have its size.
    private static void extend(FileChannel channel, long size) throws IOException {
        if (channel.size() < size) {
            int written = channel.write(ByteBuffer.allocate(1), size - 1);
            if (written != 1) {
                throw new IOException("cannot extend a kept disk to " + size + " bytes");
            }
        }
    }
}
