package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceContract;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.nio.ByteBuffer;
import java.util.List;

/// Any range over a device that takes whole blocks only.
class WholeBlocksTest extends BlockDeviceContract {
    /// The contract's size is a multiple of this and of nothing larger.
    private static final int BLOCK = 512;

    @Override
    protected BlockDevice create(long size) {
        return new WholeBlocks(new Picky(new MemoryBlockDevice(size)), BLOCK);
    }

    /// Fails the test that shows it anything but whole blocks.
    record Picky(MemoryBlockDevice device) implements BlockDevice {
        private static void check(long offset, long length) {
            assertThat(offset % BLOCK + length % BLOCK).as("%d+%d", offset, length).isZero();
        }

        @Override
        public long size() {
            return device.size();
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public void read(long offset, ByteBuffer target) {
            check(offset, target.remaining());
            device.read(offset, target);
        }

        @Override
        public void write(long offset, ByteBuffer source) {
            check(offset, source.remaining());
            device.write(offset, source);
        }

        @Override
        public void zero(long offset, long length, ZeroMode mode) {
            check(offset, length);
            device.zero(offset, length, mode);
        }

        @Override
        public void trim(long offset, long length) {
            check(offset, length);
            device.trim(offset, length);
        }

        @Override
        public void flush() {
            device.flush();
        }

        @Override
        public List<BlockStatus> blockStatus(long offset, long length) {
            check(offset, length);
            return device.blockStatus(offset, length);
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
