package io.sendense.engine.lab.folder;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.machine.DatastoreFile;
import io.sendense.engine.lab.model.Datastore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Files that clients uploaded, in a temporary folder. Thread-safe.
public final class Uploads implements AutoCloseable {
    /// Enough for the disks of small restores; a lab is no store.
    private static final long MAX_TOTAL_BYTES = 8L << 30;

    private static final int BUFFER_BYTES = 1 << 20;

    private final Path directory;

    @GuardedBy("this")
    private final Map<Key, Stored> files = new HashMap<>();

    @GuardedBy("this")
    private long lastNumber;

    /// @param directory made with the first upload
    public Uploads(Path directory) {
        this.directory = directory;
    }

    private record Key(Datastore datastore, String directory, String file) {}

    private record Stored(Path path, long size) implements DatastoreFile {
        @Override
        public void read(long offset, ByteBuffer target) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long position = offset;
                while (target.hasRemaining()) {
                    int count = channel.read(target, position);
                    if (count < 0) {
                        throw new IOException("'" + path + "' ends at " + position);
                    }
                    position += count;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The uploaded file.
    synchronized Optional<DatastoreFile> find(Datastore datastore, FileLocation location) {
        return Optional.ofNullable(
                files.get(new Key(datastore, location.directory(), location.file())));
    }

    /// Stores a file, replacing what was there once it is complete.
    ///
    /// @return whether the file is new
    /// @throws UploadTooLargeException there is no room
    boolean store(Datastore datastore, FileLocation location, InputStream content)
            throws IOException {
        Path path = newPath();
        try {
            long size = write(path, content);
            Stored old;
            synchronized (this) {
                old =
                        files.put(
                                new Key(datastore, location.directory(), location.file()),
                                new Stored(path, size));
            }
            if (old != null) {
                Files.deleteIfExists(old.path());
            }
            return old == null;
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /// Deletes all uploads.
    @Override
    public synchronized void close() {
        for (Stored file : files.values()) {
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException _) {
                // a temporary file; the system clears it away
            }
        }
        files.clear();
    }

    private synchronized Path newPath() throws IOException {
        Files.createDirectories(directory);
        return directory.resolve("upload-" + ++lastNumber);
    }

    private long write(Path path, InputStream content) throws IOException {
        long room = MAX_TOTAL_BYTES - used();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (var target = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
            int count = content.read(buffer);
            while (count >= 0) {
                size += count;
                if (size > room) {
                    throw new UploadTooLargeException(size, room);
                }
                target.write(buffer, 0, count);
                count = content.read(buffer);
            }
        }
        return size;
    }

    private synchronized long used() {
        return files.values().stream().mapToLong(Stored::size).sum();
    }

    /// An upload for which there is no room.
    static final class UploadTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        UploadTooLargeException(long size, long room) {
            super("upload of " + size + " bytes or more where " + room + " are left");
        }
    }
}
