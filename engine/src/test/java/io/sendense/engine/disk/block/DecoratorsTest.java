package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecoratorsTest {
    @Test
    void readOnlyRefusesEveryChange() throws IOException {
        var below = new MemoryBlockDevice(1000);
        below.write(1, ByteBuffer.wrap(new byte[] {5}));
        try (var device = new ReadOnlyBlockDevice(below, "disk-2000")) {
            assertThat(device.readOnly()).isTrue();
            assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(1)))
                    .isInstanceOf(ReadOnlyDeviceException.class)
                    .hasMessageContaining("disk-2000");
            assertThatThrownBy(() -> device.zero(0, 1, ZeroMode.MAY_DEALLOCATE))
                    .isInstanceOf(ReadOnlyDeviceException.class);
            assertThatThrownBy(() -> device.trim(0, 1)).isInstanceOf(ReadOnlyDeviceException.class);
            ByteBuffer target = ByteBuffer.allocate(2);
            device.read(0, target);
            assertThat(target.array()).containsExactly(0, 5);
        }
    }

    @Test
    void countsCallsAndBytesPerOperation() throws IOException {
        try (var device = new CountingBlockDevice(new MemoryBlockDevice(1000))) {
            device.write(0, ByteBuffer.allocate(10));
            device.write(10, ByteBuffer.allocate(20));
            device.read(0, ByteBuffer.allocate(5));
            device.zero(0, 100, ZeroMode.MAY_DEALLOCATE);
            device.flush();
            assertThat(device.calls(BlockOperation.WRITE)).isEqualTo(2);
            assertThat(device.bytes(BlockOperation.WRITE)).isEqualTo(30);
            assertThat(device.bytes(BlockOperation.READ)).isEqualTo(5);
            assertThat(device.bytes(BlockOperation.ZERO)).isEqualTo(100);
            assertThat(device.calls(BlockOperation.FLUSH)).isEqualTo(1);
            assertThat(device.calls(BlockOperation.TRIM)).isZero();
        }
    }

    @Test
    void failsTheChosenCallsOnly() throws IOException {
        try (var device = new FaultyBlockDevice(new MemoryBlockDevice(1000))) {
            device.failing(BlockOperation.WRITE, 2).failing(BlockOperation.READ, 1, 2);
            device.write(0, ByteBuffer.wrap(new byte[] {1}));
            assertThatThrownBy(() -> device.write(0, ByteBuffer.wrap(new byte[] {2})))
                    .isInstanceOf(IOException.class)
                    .hasMessage("injected fault: WRITE number 2");
            device.write(1, ByteBuffer.wrap(new byte[] {3}));
            assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(2)))
                    .hasMessage("injected fault: READ number 1");
            device.heal();
            ByteBuffer target = ByteBuffer.allocate(2);
            device.read(0, target);
            assertThat(target.array()).containsExactly(1, 3);
        }
    }

    @Test
    void delaysCalls() throws IOException {
        try (var device = new FaultyBlockDevice(new MemoryBlockDevice(10))) {
            device.delaying(BlockOperation.FLUSH, Duration.ofMillis(30));
            long start = System.nanoTime();
            device.flush();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(30));
        }
    }
}
