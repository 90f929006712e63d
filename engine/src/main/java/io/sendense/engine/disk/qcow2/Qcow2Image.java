package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.LayeredDevice;
import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A QCOW2 file, and through it the chain of files it is backed by, as one disk. Thread-safe.
///
/// Reads version 2 and 3 with clusters of 512 bytes to 2 MiB, compressed or not; writes them as
/// they are, or compressed through `compressing`. Table changes are kept in memory and written by
/// `flush`, `close`, and when they have grown to `MetadataPages.MAX_DIRTY_BYTES`, in the order
/// `Checkpoint` states: a crash at any moment loses what was not flushed and may leak clusters, and
/// leaves a sound file.
///
/// Memory: at most 32 MiB of unchanged table pages and 4 MiB of unpacked clusters for the whole
/// chain, 8 MiB of changed pages and as much again while they are written, however large the disk,
/// plus a few clusters per call.
public final class Qcow2Image implements BlockDevice, LayeredDevice {
    /// No size but the header's.
    private static final long SIZE_STATED = -1;

    private final ImageTables tables;
    private final Optional<BlockDevice> backing;
    private final OpenMode mode;
    private final ClusterReader reader;
    private final ImageChanges changes;
    private final StatusReader status;
    private final DepthReader depths;
    private final Users users = new Users();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Qcow2Image(ImageTables tables, OpenMode mode, Optional<BlockDevice> backing) {
        this.tables = tables;
        this.mode = mode;
        this.backing = backing;
        this.reader = new ClusterReader(tables, backing);
        this.status = new StatusReader(tables, backing);
        this.depths = new DepthReader(status, backing);
        this.changes = new ImageChanges(tables, users, reader, status);
    }

    /// Makes a new file and opens it for writing. From then on the image owns the options' backing
    /// device.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is a file already
    /// @throws IllegalArgumentException the options do not go together
    public static Qcow2Image create(Path path, Qcow2Options options) throws IOException {
        Qcow2Creation creation = new Qcow2Creation(options);
        PositionedFile file = PositionedFile.create(path);
        try {
            creation.write(file);
            Optional<BlockDevice> backing = options.backing().map(Qcow2Options.Backing::device);
            ChainCaches cache =
                    backing.isPresent() && backing.get() instanceof Qcow2Image below
                            ? below.tables.cache()
                            : new ChainCaches();
            ImageTables tables = new ImageTables(file, creation.header(), cache);
            return new Qcow2Image(tables, OpenMode.READ_WRITE, backing);
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /// Opens a file, and what it is backed by through `opener`.
    ///
    /// @throws Qcow2FormatException the file, or one it is backed by, is broken
    /// @throws UnsupportedFeatureException it uses something we do not know, or do not write
    public static Qcow2Image open(Path path, OpenMode mode, BackingOpener opener)
            throws IOException {
        return open(List.of(path.toRealPath()), mode, opener, new ChainCaches(), SIZE_STATED);
    }

    /// Opens a file for writing as if its header stated another size; its L1 table must have the
    /// entries for it.
    static Qcow2Image openSized(Path path, long size, BackingOpener opener) throws IOException {
        List<Path> chain = List.of(path.toRealPath());
        return open(chain, OpenMode.READ_WRITE, opener, new ChainCaches(), size);
    }

    /// Opens a backing file as part of the chain that refers to it: with its cache, and its memory
    /// of which files are in the chain already.
    static Qcow2Image openBacking(Path path, BackingReference reference, BackingOpener opener)
            throws IOException {
        List<Path> chain = new ArrayList<>(reference.chain());
        chain.add(path);
        return open(chain, OpenMode.READ_ONLY, opener, reference.cache(), SIZE_STATED);
    }

    private static Qcow2Image open(
            List<Path> chain, OpenMode mode, BackingOpener opener, ChainCaches cache, long size)
            throws IOException {
        PositionedFile file = PositionedFile.open(chain.getLast(), mode == OpenMode.READ_WRITE);
        try {
            Qcow2Header stated = Qcow2Header.read(file);
            Qcow2Header header = size == SIZE_STATED ? stated : stated.withSize(size);
            if (mode == OpenMode.READ_WRITE) {
                WriteAccess.prepare(file, header);
            }
            ImageTables tables = new ImageTables(file, header, cache);
            Optional<BackingName> name = header.extensions().backing();
            Optional<BlockDevice> backing =
                    name.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    opener.open(new BackingReference(name.get(), chain, cache)));
            return new Qcow2Image(tables, mode, backing);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return tables.geometry().size();
    }

    @Override
    public boolean readOnly() {
        return mode == OpenMode.READ_ONLY;
    }

    /// The header as it was when the file was opened or made.
    public Qcow2Header header() {
        return tables.header();
    }

    /// The file.
    public Path path() {
        return tables.file().path();
    }

    /// What the file is backed by; to be read only, and closed with this image.
    public Optional<BlockDevice> backing() {
        return backing;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        BlockDevice.checkRange(offset, target.remaining(), size());
        users.using().lock();
        try {
            checkOpen();
            reader.read(offset, target);
        } finally {
            users.using().unlock();
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        BlockDevice.checkRange(offset, source.remaining(), size());
        checkWritable();
        changes.write(offset, source);
    }

    /// This image as a device that packs with what the image has for itself: see the other
    /// `compressing`.
    public BlockDevice compressing() {
        return compressing(changes.ownPackers());
    }

    /// This image as a device whose writes of whole clusters are stored compressed, with the file's
    /// compression type, in the caller's thread: several callers, several processors. Clusters that
    /// would not save a sector, and parts of clusters, are stored as they are.
    ///
    /// A cluster may be written again at any time, whole or in part, by whoever: it gets a new
    /// place and the old one is given back with the next flush, so that it is neither used twice
    /// nor leaked. Closing the device closes the image.
    ///
    /// @param packers shared with other images; stays open
    /// @throws IllegalArgumentException they are for clusters of another size or type
    public BlockDevice compressing(PackerPool packers) {
        if (!packers.suits(header())) {
            throw new IllegalArgumentException("packers for other clusters than of " + path());
        }
        return new BlockDeviceDecorator(this) {
            @Override
            public void write(long offset, ByteBuffer source) throws IOException {
                BlockDevice.checkRange(offset, source.remaining(), size());
                checkWritable();
                changes.writePacked(offset, source, packers);
            }
        };
    }

    /// Whole clusters change their table entry only; the rest of the range is written out unless it
    /// is zero already.
    @Override
    public void zero(long offset, long length, ZeroMode zeroMode) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        checkWritable();
        changes.zero(offset, length, zeroMode);
    }

    /// Whole clusters become zero, over a backing file too; the rest of the range keeps its bytes.
    /// With the next flush their space goes back to the file system, where it makes holes.
    @Override
    public void trim(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        checkWritable();
        changes.trim(offset, length);
    }

    /// Lets go of everything this file stores of its disk: what its backing file holds shows.
    public void forgetAll() throws IOException {
        checkWritable();
        changes.forgetAll();
    }

    /// Data, then tables, reach stable storage. After a failed sync every later flush fails.
    @Override
    public void flush() throws IOException {
        checkOpen();
        if (!readOnly()) {
            changes.flush();
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        checkOpen();
        return status.chain(offset, length);
    }

    /// What this file alone, without its backing file, says of a range of the disk: adjoining, in
    /// order, covering exactly the range.
    public List<LayerStatus> layerStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        checkOpen();
        return status.layer(offset, length);
    }

    @Override
    public List<AllocationDepth> allocationDepth(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        checkOpen();
        return depths.chain(offset, length);
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    private void checkWritable() throws IOException {
        checkOpen();
        if (readOnly()) {
            throw new ReadOnlyDeviceException(tables.file().name());
        }
    }

    /// Flushes a writable image, then closes the file and its backing file.
    ///
    /// @throws IOException the flush failed; everything is closed all the same
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        try (BlockDevice _ = backing.orElse(null);
                PositionedFile _ = tables.file()) {
            if (!readOnly()) {
                changes.flush();
            }
        } finally {
            changes.close();
            tables.lock();
            try {
                tables.pages().close();
            } finally {
                tables.unlock();
            }
        }
    }
}
