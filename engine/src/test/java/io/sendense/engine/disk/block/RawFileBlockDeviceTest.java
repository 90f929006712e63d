package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RawFileBlockDeviceTest extends BlockDeviceContract {
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    @Override
    protected BlockDevice create(long size) throws IOException {
        return RawFileBlockDevice.create(folder.resolve("disk.raw"), size);
    }

    @Test
    void keepsItsBytesInTheFileAtTheSameOffsets() throws IOException {
        Path path = folder.resolve("other.raw");
        try (var device = RawFileBlockDevice.create(path, 3 * MIB)) {
            device.write(MIB + 5, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            device.flush();
        }
        byte[] bytes = Files.readAllBytes(path);
        assertThat(bytes).hasSize(3 * MIB);
        assertThat(Arrays.copyOfRange(bytes, MIB + 4, MIB + 9)).containsExactly(0, 1, 2, 3, 0);
        try (var device = RawFileBlockDevice.open(path, false)) {
            assertThat(device.size()).isEqualTo(3 * MIB);
            assertThat(device.readOnly()).isTrue();
            assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(1)))
                    .isInstanceOf(ReadOnlyDeviceException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsItsHolesAndMakesNewOnes() throws IOException {
        try (var device = RawFileBlockDevice.create(folder.resolve("holes.raw"), 8 * MIB)) {
            byte[] ones = new byte[MIB];
            Arrays.fill(ones, (byte) 1);
            device.write(2 * MIB, ByteBuffer.wrap(ones));
            device.write(3 * MIB, ByteBuffer.wrap(ones));
            assertThat(device.blockStatus(0, 8 * MIB))
                    .containsExactly(
                            status(0, 2, Allocation.HOLE),
                            status(2, 2, Allocation.DATA),
                            status(4, 4, Allocation.HOLE));
            device.zero(2 * MIB, MIB, ZeroMode.MAY_DEALLOCATE);
            assertThat(device.blockStatus(MIB, 3 * MIB))
                    .containsExactly(status(1, 2, Allocation.HOLE), status(3, 1, Allocation.DATA));
            device.zero(3 * MIB, MIB, ZeroMode.KEEP_ALLOCATED);
            assertThat(device.blockStatus(3 * MIB, MIB))
                    .isEqualTo(List.of(status(3, 1, Allocation.DATA)));
        }
    }

    @Test
    void refusesToReplaceAFile() throws IOException {
        Path path = Files.createFile(folder.resolve("there.raw"));
        assertThatThrownBy(() -> RawFileBlockDevice.create(path, 1))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    private static BlockStatus status(int mib, int length, Allocation allocation) {
        return new BlockStatus(new Extent((long) mib * MIB, (long) length * MIB), allocation);
    }
}
