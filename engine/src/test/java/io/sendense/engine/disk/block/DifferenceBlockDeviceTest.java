package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DifferenceBlockDeviceTest extends BlockDeviceContract {
    private static final int BLOCK = DifferenceBlockDevice.BLOCK_BYTES;

    @Override
    protected BlockDevice create(long size) {
        return new DifferenceBlockDevice(new MemoryBlockDevice(size));
    }

    @Test
    void writesOnlyBlocksThatDiffer() throws IOException {
        var counted = new CountingBlockDevice(new MemoryBlockDevice(4L * BLOCK));
        try (var device = new DifferenceBlockDevice(counted)) {
            byte[] bytes = new byte[3 * BLOCK];
            bytes[BLOCK] = 1;
            ByteBuffer source = ByteBuffer.wrap(bytes);
            device.write(100, source);
            assertThat(source.hasRemaining()).isFalse();
            // Byte 1 lies at BLOCK + 100: of four blocks touched only the second differs.
            assertThat(counted.bytes(BlockOperation.WRITE)).isEqualTo(BLOCK);
            assertThat(device.equalWrittenBytes()).isEqualTo(2L * BLOCK);

            device.write(100, ByteBuffer.wrap(bytes));
            assertThat(counted.calls(BlockOperation.WRITE)).isEqualTo(1);
            assertThat(device.equalWrittenBytes()).isEqualTo(5L * BLOCK);

            bytes[2 * BLOCK - 1] = 2;
            device.write(100, ByteBuffer.wrap(bytes));
            ByteBuffer found = ByteBuffer.allocate(3 * BLOCK);
            device.read(100, found);
            assertThat(found.array()).isEqualTo(bytes);
        }
    }

    @Test
    void zeroesOnlyWhatIsNotZero() throws IOException {
        var below = new MemoryBlockDevice(8L * BLOCK);
        below.write(5L * BLOCK + 7, ByteBuffer.wrap(new byte[] {1}));
        below.write(6L * BLOCK, ByteBuffer.wrap(new byte[BLOCK]));
        var counted = new CountingBlockDevice(below);
        try (var device = new DifferenceBlockDevice(counted)) {
            device.zero(0, 8L * BLOCK, ZeroMode.MAY_DEALLOCATE);
            assertThat(counted.bytes(BlockOperation.ZERO)).isEqualTo(BLOCK);
            assertThat(device.equalZeroedBytes()).isEqualTo(7L * BLOCK);
            ByteBuffer found = ByteBuffer.allocate(8 * BLOCK);
            device.read(0, found);
            assertThat(found.array()).isEqualTo(new byte[8 * BLOCK]);
        }
    }

    @Test
    void equalBytesAreRefusedTooWhereNothingMayBeWritten() throws IOException {
        try (var device =
                new DifferenceBlockDevice(
                        new ReadOnlyBlockDevice(new MemoryBlockDevice(100), "base"))) {
            assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(1)))
                    .isInstanceOf(ReadOnlyDeviceException.class);
            assertThatThrownBy(() -> device.zero(0, 1, ZeroMode.MAY_DEALLOCATE))
                    .isInstanceOf(ReadOnlyDeviceException.class);
        }
    }
}
