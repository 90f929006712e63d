package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.Zeroes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// An extent of zeroes, without a file. Immutable.
record ZeroExtent(long size) implements VmdkExtent {
    @Override
    public void read(long offset, ByteBuffer target, Missing missing) {
        Zeroes.fill(target);
    }

    @Override
    public void runs(long offset, long length, Consumer<VmdkRun> target) {
        target.accept(
                new VmdkRun(new Extent(offset, length), VmdkAllocation.ZERO, OptionalLong.empty()));
    }

    @Override
    public List<Path> files() {
        return List.of();
    }

    @Override
    public void close() {}
}
