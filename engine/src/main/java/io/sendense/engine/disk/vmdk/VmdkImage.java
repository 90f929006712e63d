package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.BlockStatusRuns;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A VMware disk with the disks it is a delta of, for reading. Thread-safe.
///
/// Memory: 8 MiB of tables (16 where there are redo logs) and 4 MiB of unpacked grains for the
/// whole chain, however large the disks and however many their files, plus a packed and an unpacked
/// grain (6 MiB at most) per call.
public final class VmdkImage extends ReadOnlyDevice {
    private final Path path;
    private final VmdkShape shape;
    private final ExtentSequence extents;
    private final Optional<BlockDevice> parent;

    VmdkImage(Path path, VmdkShape shape, ExtentSequence extents, Optional<BlockDevice> parent) {
        super(path.toString());
        this.path = path;
        this.shape = shape;
        this.extents = extents;
        this.parent = parent;
    }

    /// Opens a disk by its descriptor, or by the one file it is in.
    ///
    /// @param parents which parents a delta may have
    /// @throws VmdkFormatException a file is broken, or names one that may not be followed
    /// @throws UnsupportedVmdkException it uses something we do not read
    public static VmdkImage open(Path path, ParentFiles parents) throws IOException {
        return new VmdkOpening(parents).open(List.of(path.toRealPath()));
    }

    @Override
    public long size() {
        return extents.size();
    }

    /// The descriptor, or the one file.
    public Path path() {
        return path;
    }

    /// What the descriptor and the header say.
    public VmdkShape shape() {
        return shape;
    }

    /// All files of this disk, without its parents: the descriptor first.
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        files.add(path);
        for (Path file : extents.files()) {
            if (!file.equals(path)) {
                files.add(file);
            }
        }
        return List.copyOf(files);
    }

    /// What this disk is a delta of; to be read only, and closed with this image.
    public Optional<BlockDevice> parent() {
        return parent;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        extents.read(offset, target, this::readParent);
    }

    private void readParent(long offset, ByteBuffer target) throws IOException {
        if (parent.isPresent() && offset < parent.get().size()) {
            int end = target.limit();
            int from = target.position();
            int there = (int) Math.min(parent.get().size() - offset, target.remaining());
            parent.get().read(offset, target.limit(from + there));
            target.limit(end).position(from + there);
        }
        Zeroes.fill(target);
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockStatusRuns runs = new BlockStatusRuns();
        for (VmdkRun run : layerRuns(offset, length)) {
            Extent extent = run.extent();
            switch (run.allocation()) {
                case DATA, COMPRESSED_DATA ->
                        runs.add(extent.offset(), extent.length(), Allocation.DATA);
                case ZERO -> runs.add(extent.offset(), extent.length(), Allocation.ZERO);
                case NOT_HERE -> addParent(runs, extent);
            }
        }
        return runs.toList();
    }

    private void addParent(BlockStatusRuns runs, Extent extent) throws IOException {
        long there = 0;
        if (parent.isPresent()) {
            there = Math.clamp(parent.get().size() - extent.offset(), 0, extent.length());
            if (there > 0) {
                runs.addAll(parent.get().blockStatus(extent.offset(), there));
            }
        }
        runs.add(extent.offset() + there, extent.length() - there, Allocation.HOLE);
    }

    /// What this disk alone, without its parents, says of a range: adjoining, in order, covering
    /// exactly the range.
    public List<VmdkRun> layerRuns(long offset, long length) throws IOException {
        checkReadable(offset, length);
        return extents.runs(offset, length);
    }

    @Override
    protected void closeFiles() throws IOException {
        try (BlockDevice _ = parent.orElse(null)) {
            extents.close();
        }
    }
}
