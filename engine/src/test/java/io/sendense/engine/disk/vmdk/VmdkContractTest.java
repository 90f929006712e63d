package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceContract;
import io.sendense.engine.lab.redo.RedoFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The contract of devices that are read, for every kind of VMDK that QEMU makes.
@Tag("peers")
class VmdkContractTest {
    abstract static class Converted extends ReadOnlyDeviceContract {
        @TempDir private Path folder;
        private final String options;

        Converted(String options) {
            this.options = options;
        }

        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            Path raw = Files.write(folder.resolve("disk.raw"), content);
            Path vmdk = folder.resolve("disk.vmdk");
            Qemu.img(folder, "convert", "-f", "raw", "-O", "vmdk", "-o", options, raw, vmdk);
            return VmdkImage.open(vmdk, ParentFiles.none());
        }
    }

    @Nested
    class MonolithicSparse extends Converted {
        MonolithicSparse() {
            super("subformat=monolithicSparse");
        }
    }

    @Nested
    class StreamOptimized extends Converted {
        StreamOptimized() {
            super("subformat=streamOptimized");
        }
    }

    @Nested
    class TwoGbMaxExtentSparse extends Converted {
        TwoGbMaxExtentSparse() {
            super("subformat=twoGbMaxExtentSparse");
        }
    }

    @Nested
    class MonolithicFlat extends Converted {
        MonolithicFlat() {
            super("subformat=monolithicFlat");
        }
    }

    @Nested
    class TwoGbMaxExtentFlat extends Converted {
        TwoGbMaxExtentFlat() {
            super("subformat=twoGbMaxExtentFlat");
        }
    }

    /// A redo log of ESXi over another: each has a part of what is right, over something wrong.
    abstract static class RedoLogs extends ReadOnlyDeviceContract {
        @TempDir private Path folder;
        private final RedoFormat format;

        RedoLogs(RedoFormat format) {
            this.format = format;
        }

        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            byte[] wrong = content.clone();
            Arrays.fill(wrong, 0, 3 << 20, (byte) 9);
            Arrays.fill(wrong, content.length - 1536, content.length, (byte) 9);
            Files.write(folder.resolve("base-flat.vmdk"), wrong);
            RedoChains.base(folder, "base", content.length);
            long last = content.length / 65536;
            // the contract's disk is zero from 2 MiB to 3 MiB
            RedoChains.delta(
                    folder,
                    "middle",
                    format,
                    RedoChains.of(content, n -> n < 48 ? (Boolean) (n < 32) : null),
                    2,
                    "base");
            Path top =
                    RedoChains.delta(
                            folder,
                            "top",
                            format,
                            RedoChains.of(content, n -> n % 5 == 0 || n == last ? true : null),
                            3,
                            "middle");
            return VmdkImage.open(top, ParentFiles.within(folder));
        }
    }

    @Nested
    class VmfsSparse extends RedoLogs {
        VmfsSparse() {
            super(RedoFormat.VMFS_SPARSE);
        }

        /// The format has no word for it.
        @Override
        protected boolean knowsZeroes() {
            return false;
        }
    }

    @Nested
    class SeSparse extends RedoLogs {
        SeSparse() {
            super(RedoFormat.SE_SPARSE);
        }
    }

    /// Odd offsets, all kinds of extents, one of them read-only, in one disk.
    @Nested
    class ManyExtents extends ReadOnlyDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            int third = 2 << 20;
            Path raw = Files.write(folder.resolve("s.raw"), Arrays.copyOf(content, third));
            Path sparse = folder.resolve("s001.vmdk");
            Qemu.img(folder, "convert", "-f", "raw", "-O", "vmdk", raw, sparse);
            byte[] rest = Arrays.copyOfRange(content, 3 << 20, content.length);
            byte[] shifted = new byte[rest.length + 1024];
            System.arraycopy(rest, 0, shifted, 1024, rest.length);
            Files.write(folder.resolve("rest-flat.vmdk"), shifted);
            Path descriptor =
                    Files.writeString(
                            folder.resolve("disk.vmdk"),
                            """
                            # Disk DescriptorFile
                            version=1
                            RW 4096 SPARSE "s001.vmdk"
                            RW 2048 ZERO
                            RDONLY 1001 FLAT "rest-flat.vmdk" 2
                            RW %d VMFS "rest-flat.vmdk" 1003
                            """
                                    .formatted(rest.length / 512 - 1001));
            return VmdkImage.open(descriptor, ParentFiles.none());
        }
    }

    /// A delta of a delta: each has a part of what is right, over something wrong.
    @Nested
    class Delta extends ReadOnlyDeviceContract {
        @TempDir private Path folder;

        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            byte[] wrong = content.clone();
            Arrays.fill(wrong, 0, 2 << 20, (byte) 9);
            Path raw = Files.write(folder.resolve("wrong.raw"), wrong);
            Files.write(folder.resolve("right.raw"), Arrays.copyOf(content, 1 << 20));
            Files.write(folder.resolve("more.raw"), Arrays.copyOfRange(content, 1 << 20, 2 << 20));
            Path base = folder.resolve("base.vmdk");
            Path middle = folder.resolve("middle.vmdk");
            Path top = folder.resolve("top.vmdk");
            Qemu.img(folder, "convert", "-f", "raw", "-O", "vmdk", raw, base);
            Qemu.img(folder, "create", "-f", "vmdk", "-b", "base.vmdk", "-F", "vmdk", middle);
            Qemu.io(
                    folder,
                    "vmdk",
                    middle,
                    "write -s right.raw 0 1M",
                    "write -P 8 1M 64k",
                    "write -P 8 1900k 148k");
            Qemu.img(folder, "create", "-f", "vmdk", "-b", "middle.vmdk", "-F", "vmdk", top);
            Qemu.io(folder, "vmdk", top, "write -s more.raw 1M 1M");
            return VmdkImage.open(top, ParentFiles.within(folder));
        }
    }
}
