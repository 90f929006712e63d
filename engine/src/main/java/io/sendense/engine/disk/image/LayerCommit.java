package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.BackingReference;
import io.sendense.engine.disk.qcow2.LayerAllocation;
import io.sendense.engine.disk.qcow2.LayerStatus;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes everything a QCOW2 layer defines into the file it is backed by, zeroes as zeroes, so that
/// both read the same. Confined to one thread; holds one buffer of 1 MiB.
///
/// The layer is only read until the backing file holds it all and is flushed, and wherever the
/// backing file changes the layer hides it: whoever reads through the layer finds the same bytes at
/// every moment. A stop at any moment, and a run after it, end as one run does. Emptying comes
/// last: what it takes out of the layer the backing file holds already.
///
/// Nobody else may have one of the files open, and **nobody but the layer may be backed by the
/// backing file**: it is no longer what it was. A file does not know who is backed by it, so that
/// is the caller's to know. Internal snapshots of the layer are such users too, and refused.
public final class LayerCommit {
    private static final int REQUEST_BYTES = 1 << 20;

    /// What the layer says is asked in steps of this many bytes of the disk, which bounds memory.
    private static final long WINDOW_BYTES = 1L << 30;

    private final Path file;
    private final BackingFiles backing;
    private final CommitProgress progress;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(REQUEST_BYTES);

    private long written;
    private long zeroed;
    private long untouched;

    private LayerCommit(Path file, BackingFiles backing, CommitProgress progress) {
        this.file = file;
        this.backing = backing;
        this.progress = progress;
    }

    /// What becomes of the layer afterwards.
    public enum Layer {
        /// It stays as it is.
        KEPT,
        /// It defines nothing any more, and reads the same through its backing file.
        EMPTIED
    }

    /// Commits; the backing file grows where the layer's disk is longer.
    ///
    /// @return what was written and made zero in the backing file; the rest of the disk was skipped
    /// @throws IOException the files cannot be read or written, or may not be committed
    /// @throws InterruptedException the thread was interrupted; a later run goes on
    public static CopyResult run(
            Path file, BackingFiles backing, Layer after, CommitProgress progress)
            throws IOException, InterruptedException {
        LayerCommit commit = new LayerCommit(file, backing, progress);
        commit.copy();
        if (after == Layer.EMPTIED) {
            progress.entered(CommitProgress.Phase.EMPTYING);
            try (Qcow2Image layer = Qcow2Image.open(file, OpenMode.READ_WRITE, backing)) {
                layer.forgetAll();
            }
        }
        return new CopyResult(commit.written, commit.zeroed, commit.untouched);
    }

    private void copy() throws IOException, InterruptedException {
        try (Qcow2Image sized = Qcow2Image.open(file, OpenMode.READ_ONLY, backing)) {
            if (sized.backing().isEmpty()) {
                throw new IOException("'" + file.getFileName() + "' is backed by no file");
            }
            if (sized.header().tables().snapshots() > 0) {
                throw new IOException(
                        "'"
                                + file.getFileName()
                                + "' has internal snapshots, which need the backing file as it is");
            }
        }
        List<BlockDevice> opened = new ArrayList<>();
        BackingOpener writable =
                reference -> {
                    BlockDevice below = openWritable(reference);
                    opened.add(below);
                    return below;
                };
        try (Qcow2Image layer = Qcow2Image.open(file, OpenMode.READ_ONLY, writable)) {
            BlockDevice below = opened.getFirst();
            progress.entered(CommitProgress.Phase.COPYING);
            long size = layer.size();
            for (long from = 0; from < size; from += WINDOW_BYTES) {
                long length = Math.min(WINDOW_BYTES, size - from);
                for (LayerStatus status : layer.layerStatus(from, length)) {
                    copy(layer, below, status, size);
                }
            }
            progress.entered(CommitProgress.Phase.FLUSHING);
            below.flush();
        }
    }

    /// Opens the backing file itself for writing, what is below it not.
    private BlockDevice openWritable(BackingReference reference) throws IOException {
        Path path = backing.resolve(reference);
        DiskFormat format = DiskFormat.of(reference.backing().format().orElse("qcow2"));
        long size;
        try (Qcow2Image layer = Qcow2Image.open(reference.overlay(), OpenMode.READ_ONLY, backing)) {
            size = layer.size();
            if (layer.backing().orElseThrow().size() >= size) {
                size = -1;
            }
        }
        if (size >= 0) {
            progress.entered(CommitProgress.Phase.GROWING);
            DiskResize.run(path, format, size, false, backing);
        }
        return DiskImages.open(path, format, OpenMode.READ_WRITE, backing);
    }

    private void copy(Qcow2Image layer, BlockDevice below, LayerStatus status, long size)
            throws IOException, InterruptedException {
        Extent extent = status.extent();
        long position = extent.offset();
        while (position < extent.end()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("commit was interrupted");
            }
            long count = piece(layer, below, status.allocation(), position, extent.end());
            position += count;
            progress.reached(written + zeroed + untouched, size);
        }
    }

    private long piece(
            Qcow2Image layer, BlockDevice below, LayerAllocation what, long position, long end)
            throws IOException {
        long count = what == LayerAllocation.NOT_HERE ? end - position : 0;
        switch (what) {
            case NOT_HERE -> untouched += count;
            case ZERO -> {
                count = Math.min(end - position, 64L << 20);
                below.zero(position, count, ZeroMode.MAY_DEALLOCATE);
                zeroed += count;
            }
            case DATA, COMPRESSED_DATA -> {
                count = Math.min(end - position, REQUEST_BYTES);
                layer.read(position, buffer.clear().limit((int) count));
                // The read left the position undefined.
                below.write(position, buffer.clear().limit((int) count));
                written += count;
            }
        }
        return count;
    }
}
