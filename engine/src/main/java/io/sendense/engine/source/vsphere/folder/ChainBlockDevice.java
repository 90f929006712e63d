package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ReadOnlyDevice;
import io.sendense.engine.disk.block.ServedReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A disk of redo logs over a flat file, behind `/folder`. Thread-safe.
///
/// A byte is that of the first redo log from the top that has it, else the base's. Base and redo
/// logs share the disk's requests. When a read returns or throws, nobody writes into its buffer any
/// more.
final class ChainBlockDevice extends ReadOnlyDevice implements ServedReads {
    private final List<ChainLayer> layers;
    private final int requestBytes;

    /// @param layers from the top to the base, all of the same size
    ChainBlockDevice(String name, List<ChainLayer> layers, int requestBytes) {
        super(name);
        this.layers = List.copyOf(layers);
        this.requestBytes = requestBytes;
    }

    @Override
    public long size() {
        return layers.getLast().file().size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        checkReadable(offset, target.remaining());
        if (!target.hasRemaining()) {
            return;
        }
        ReadPlan plan = new ReadPlan(layers, requestBytes, offset, target);
        plan.find();
        plan.run();
        target.position(target.limit());
    }

    /// Its files share the disk's requests, and count them together.
    @Override
    public long readNanos() {
        return layers.getFirst().file().readNanos();
    }

    @Override
    public long arrivalNanos() {
        return layers.getFirst().file().arrivalNanos();
    }

    /// One `DATA` extent: that the base has holes does not show.
    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        checkReadable(offset, length);
        return length == 0
                ? List.of()
                : List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
    }

    /// Ends the reads under way: they fail.
    @Override
    protected void closeFiles() throws IOException {
        for (ChainLayer layer : layers) {
            layer.file().close();
        }
    }
}
