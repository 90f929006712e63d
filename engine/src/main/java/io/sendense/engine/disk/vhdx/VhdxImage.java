package io.sendense.engine.disk.vhdx;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.BlockStatusRuns;
import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A fixed or dynamic VHDX disk, for reading. Thread-safe.
///
/// Blocks that are not there, undefined or unmapped read as zeroes. Memory: 4 MiB of the block
/// table, and what a log that was not empty holds, 16 MiB at most.
public final class VhdxImage extends ReadOnlyDevice {
    private final ReplayedFile file;
    private final VhdxMetadata metadata;
    private final BlockTable table;

    private VhdxImage(ReplayedFile file, VhdxMetadata metadata, BlockTable table) {
        super(file.file().path().toString());
        this.file = file;
        this.metadata = metadata;
        this.table = table;
    }

    /// Opens a file.
    ///
    /// @throws VhdxFormatException it is broken
    /// @throws UnsupportedVhdxException it uses something we do not read: a parent, above all
    public static VhdxImage open(Path path) throws IOException {
        PositionedFile opened = PositionedFile.open(path, false);
        try {
            VhdxHeader header = VhdxHeader.read(opened);
            ReplayedFile file = new ReplayedFile(opened);
            VhdxLog.replay(file, header);
            RegionTable regions = RegionTable.read(file, header.log());
            VhdxMetadata metadata = VhdxMetadata.read(file, regions.metadata());
            return new VhdxImage(file, metadata, BlockTable.of(file, regions.bat(), metadata));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Whether a file begins like a VHDX.
    public static boolean isVhdx(PositionedFile file) throws IOException {
        byte[] start = new byte[VhdxHeader.FILE_SIGNATURE.length()];
        file.read(0, ByteBuffer.wrap(start));
        return new String(start, StandardCharsets.ISO_8859_1).equals(VhdxHeader.FILE_SIGNATURE);
    }

    /// The file.
    public Path path() {
        return file.file().path();
    }

    /// Size of a block in bytes.
    public int blockBytes() {
        return metadata.blockBytes();
    }

    /// The logical sector size, 512 or 4096.
    public int sectorBytes() {
        return metadata.sectorBytes();
    }

    /// Whether all blocks were allocated when the file was made.
    public boolean fixed() {
        return metadata.fixed();
    }

    /// How many entries of its log are laid over the file; more than 0 where its writer died.
    public int replayedLogEntries() {
        return file.entries();
    }

    @Override
    public long size() {
        return metadata.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        long position = offset;
        int limit = target.limit();
        while (target.position() < limit) {
            int within = (int) (position % blockBytes());
            int count = Math.min(blockBytes() - within, limit - target.position());
            target.limit(target.position() + count);
            BlockTable.Block block = table.block(position / blockBytes());
            if (block.stored()) {
                file.read(block.place() + within, target);
            } else {
                Zeroes.fill(target);
            }
            target.limit(limit);
            position += count;
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        BlockStatusRuns runs = new BlockStatusRuns();
        long position = offset;
        long end = offset + length;
        while (position < end) {
            long next = Math.min(end, (position / blockBytes() + 1) * blockBytes());
            BlockTable.Block block = table.block(position / blockBytes());
            Allocation allocation =
                    block.stored()
                            ? Allocation.DATA
                            : block.equals(BlockTable.Block.ZEROES)
                                    ? Allocation.ZERO
                                    : Allocation.HOLE;
            runs.add(position, next - position, allocation);
            position = next;
        }
        return runs.toList();
    }

    @Override
    protected void closeFiles() throws IOException {
        file.close();
    }
}
