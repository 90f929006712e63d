package io.sendense.engine.disk.vhdx;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceContract;
import io.sendense.engine.disk.vmdk.Qemu;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The contract of devices that are read, for what QEMU makes.
@Tag("peers")
class VhdxContractTest {
    abstract static class Converted extends ReadOnlyDeviceContract {
        @TempDir private Path folder;
        private final String options;

        Converted(String options) {
            this.options = options;
        }

        @Override
        protected BlockDevice open(byte[] content) throws Exception {
            Path raw = Files.write(folder.resolve("disk.raw"), content);
            Path vhdx = folder.resolve("disk.vhdx");
            Qemu.img(folder, "convert", "-f", "raw", "-O", "vhdx", "-o", options, raw, vhdx);
            return VhdxImage.open(vhdx);
        }
    }

    @Nested
    class Dynamic extends Converted {
        Dynamic() {
            super("subformat=dynamic,block_size=1M");
        }
    }

    @Nested
    class LargeBlocks extends Converted {
        LargeBlocks() {
            super("subformat=dynamic,block_size=64M");
        }

        @Override
        protected boolean knowsZeroes() {
            return false;
        }
    }

    @Nested
    class Fixed extends Converted {
        Fixed() {
            super("subformat=fixed,block_size=2M");
        }

        @Override
        protected boolean knowsZeroes() {
            return false;
        }
    }
}
