package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// An extent whose bytes stand in its file one to one (Virtual Disk Format 5.0, "Simple Extents").
/// Thread-safe.
final class FlatExtent implements VmdkExtent {
    private final RawFileBlockDevice file;
    private final long start;
    private final long size;

    private FlatExtent(RawFileBlockDevice file, long start, long size) {
        this.file = file;
        this.start = start;
        this.size = size;
    }

    /// @param start the extent's first byte in the file
    static FlatExtent open(Path path, long start, long size) throws IOException {
        RawFileBlockDevice file = RawFileBlockDevice.open(path, false);
        if (file.size() - start < size) {
            file.close();
            throw new VmdkFormatException(
                    path.toString(),
                    "is "
                            + file.size()
                            + " bytes long, its descriptor expects "
                            + size
                            + " bytes from "
                            + start);
        }
        return new FlatExtent(file, start, size);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long offset, ByteBuffer target, Missing missing) throws IOException {
        file.read(start + offset, target);
    }

    @Override
    public void runs(long offset, long length, Consumer<VmdkRun> target) throws IOException {
        for (BlockStatus status : file.blockStatus(start + offset, length)) {
            Extent inFile = status.extent();
            target.accept(
                    new VmdkRun(
                            new Extent(inFile.offset() - start, inFile.length()),
                            status.allocation().readsAsZero()
                                    ? VmdkAllocation.ZERO
                                    : VmdkAllocation.DATA,
                            OptionalLong.of(inFile.offset())));
        }
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
