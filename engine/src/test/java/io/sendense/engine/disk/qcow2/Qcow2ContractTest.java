package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceContract;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The contract of all block devices, for images of every shape we make.
class Qcow2ContractTest {
    @Nested
    class WithDefaultClusters extends BlockDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice create(long size) throws IOException {
            return Qcow2Image.create(folder.resolve("disk.qcow2"), Qcow2Options.ofSize(size));
        }
    }

    @Nested
    class WithTheSmallestClusters extends BlockDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice create(long size) throws IOException {
            return Qcow2Image.create(
                    folder.resolve("disk.qcow2"), Qcow2Options.ofSize(size).withClusterBytes(512));
        }
    }

    @Nested
    class WithTheLargestClusters extends BlockDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice create(long size) throws IOException {
            return Qcow2Image.create(
                    folder.resolve("disk.qcow2"),
                    Qcow2Options.ofSize(size)
                            .withClusterBytes(2 << 20)
                            .withCompression(CompressionType.ZLIB));
        }
    }

    @Nested
    class OverAShorterBackingFile extends BlockDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice create(long size) throws IOException {
            return Qcow2Image.create(
                    folder.resolve("disk.qcow2"),
                    Qcow2Options.ofSize(size)
                            .withClusterBytes(16 << 10)
                            .withBacking("base.raw", "raw", new MemoryBlockDevice(size / 2)));
        }
    }

    @Nested
    class OverAChainThatReadsAsZero extends BlockDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice create(long size) throws IOException {
            Qcow2Image base =
                    Qcow2Image.create(folder.resolve("base.qcow2"), Qcow2Options.ofSize(size));
            Qcow2Image middle =
                    Qcow2Image.create(
                            folder.resolve("middle.qcow2"),
                            Qcow2Options.ofSize(size + 4096)
                                    .withClusterBytes(4096)
                                    .withBacking("base.qcow2", "qcow2", base));
            return Qcow2Image.create(
                    folder.resolve("top.qcow2"),
                    Qcow2Options.ofSize(size).withBacking("middle.qcow2", "qcow2", middle));
        }
    }
}
