package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest of everything in a file that says where data lies, so that a manifest can tell whether
/// a layer's tables are still what was published.
///
/// SHA-256 over these bytes of the file, one after the other: the first cluster (header,
/// extensions, backing name); the L1 table (8 bytes per entry); each L2 table, whole, in L1 order,
/// entries without one left out; the refcount table, whole clusters; each refcount block, whole, in
/// table order, entries without one left out. What lies behind the file's end counts as zeroes.
/// Also in `engine/doc/formats.md`.
public final class MetadataDigest {
    private final PositionedFile file;
    private final Geometry geometry;
    private final FileEnd end;
    private final MessageDigest digest;
    private final ByteBuffer buffer;

    private MetadataDigest(PositionedFile file, Geometry geometry) throws IOException {
        this.file = file;
        this.geometry = geometry;
        this.end = new FileEnd(file.name(), file.length());
        this.digest = sha256();
        this.buffer = ByteBuffer.allocate(geometry.clusterBytes());
    }

    /// The digest of a closed file as 64 lower-case hexadecimal digits.
    ///
    /// @throws Qcow2FormatException it is no QCOW2 file, or its tables point nowhere
    /// @throws InterruptedException the thread was interrupted
    public static String sha256(Path path) throws IOException, InterruptedException {
        try (PositionedFile file = PositionedFile.open(path, false)) {
            Qcow2Header header = Qcow2Header.read(file);
            return new MetadataDigest(file, header.geometry()).of(header.tables());
        }
    }

    private String of(TableLocations tables) throws IOException, InterruptedException {
        cluster(0);
        tableAndTargets("L1", tables.l1Offset(), (long) tables.l1Entries() * Long.BYTES);
        tableAndTargets(
                "refcount table",
                tables.refcountTableOffset(),
                geometry.offset(tables.refcountTableClusters()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private void tableAndTargets(String name, long offset, long length)
            throws IOException, InterruptedException {
        for (long at = 0; at < length; at += geometry.clusterBytes()) {
            digest.update(read(offset + at, (int) Math.min(length - at, buffer.capacity())));
        }
        ByteBuffer piece = ByteBuffer.allocate(geometry.pageBytes());
        long targets = 0;
        for (long at = 0; at < length; at += Long.BYTES) {
            if (at % piece.capacity() == 0) {
                file.read(offset + at, piece.clear());
            }
            long target = L2Entry.offset(piece.getLong((int) (at % piece.capacity())));
            if (target != 0) {
                end.check(name, at / Long.BYTES, target, geometry);
                if (++targets > geometry.clusters(end.offset())) {
                    throw new Qcow2FormatException(
                            "%s of '%s' points to more tables than fit the file"
                                    .formatted(name, file.name()));
                }
                cluster(target);
            }
        }
    }

    private void cluster(long offset) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("digest was interrupted");
        }
        digest.update(read(offset, buffer.capacity()));
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        buffer.clear().limit(length);
        file.read(offset, buffer);
        return buffer.flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
