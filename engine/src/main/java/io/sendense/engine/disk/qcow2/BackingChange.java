package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Changes the name and format a file states of its backing file, and nothing else: what the file
/// stores stays, so the new backing file must read as the old one did wherever the file says
/// nothing. Nobody else may have the file open. Confined to one thread.
///
/// The new name goes to a part of the first cluster that nothing used, and is synced; then the
/// sectors with the header's fields and extensions are written in one write. With the usual
/// extensions only the first sector differs by then, and a stop at any moment leaves the old name
/// or the new one. Where the cluster has no free room, or an extension moves over a sector's end,
/// that holds for a killed process, but not for a power cut within that one write.
public final class BackingChange {
    private static final int SECTOR = 512;

    private final PositionedFile file;
    private final ByteBuffer old;
    private final BackingName name;

    private BackingChange(PositionedFile file, ByteBuffer old, BackingName name) {
        this.file = file;
        this.old = old;
        this.name = name;
    }

    /// An opener that follows the new name where `files` would follow the old one of `path`: what
    /// the file will be after the change.
    public static BackingOpener opener(Path path, BackingName name, BackingFiles files)
            throws IOException {
        Path real = path.toRealPath();
        return reference ->
                files.open(reference.overlay().equals(real) ? reference.renamed(name) : reference);
    }

    /// Makes the change.
    ///
    /// @throws IOException the file has no backing file, may not be written, or has no room for the
    ///   name; it is as it was
    public static void run(Path path, BackingName name) throws IOException {
        try (PositionedFile file = PositionedFile.open(path, true)) {
            Qcow2Header header = Qcow2Header.read(file);
            if (header.extensions().backing().isEmpty()) {
                throw new IOException("'" + file.name() + "' is backed by no file");
            }
            if (header.features().corrupt()) {
                throw new Qcow2FormatException(
                        "'" + file.name() + "' is marked as corrupt and may only be read");
            }
            ByteBuffer old = ByteBuffer.allocate(header.clusterBytes());
            file.read(0, old);
            new BackingChange(file, old.clear(), name).run();
        }
    }

    private void run() throws IOException {
        byte[] text = name.name().getBytes(StandardCharsets.UTF_8);
        if (text.length == 0 || text.length > BackingName.MAX_BYTES) {
            throw new IllegalArgumentException("backing file name of " + text.length + " bytes");
        }
        ByteBuffer extensions = new BackingExtensions(old, name.format()).encode(file.name());
        int behind = extensions.remaining();
        int oldStart = (int) old.getLong(HeaderField.BACKING_OFFSET);
        int oldEnd = oldStart + old.getInt(HeaderField.BACKING_BYTES);
        boolean before = behind + text.length <= oldStart;
        int at = before ? behind : Math.max(behind, oldEnd);
        boolean free = at + text.length <= old.capacity();
        if (!free) {
            at = behind;
        }
        if (at + text.length > old.capacity()) {
            throw new IOException(
                    "a backing file name of %d bytes does not fit into the first cluster of '%s'"
                            .formatted(text.length, file.name()));
        }
        ByteBuffer found = ByteBuffer.allocate(old.capacity()).put(0, old, 0, old.capacity());
        if (free) {
            found.put(at, text);
            file.write(at, ByteBuffer.wrap(text));
            file.force();
        }
        ByteBuffer next = ByteBuffer.allocate(old.capacity()).put(0, found, 0, old.capacity());
        next.put(0, extensions, 0, behind).put(at, text);
        next.putLong(HeaderField.BACKING_OFFSET, at);
        next.putInt(HeaderField.BACKING_BYTES, text.length);
        int differing = 0;
        for (int i = 0; i < next.capacity(); i++) {
            differing = found.get(i) == next.get(i) ? differing : i + 1;
        }
        file.write(0, next.limit((differing + SECTOR - 1) / SECTOR * SECTOR));
        file.force();
    }
}
