package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Chains of QCOW2 files for tests of what lies where.
final class Chains {
    static final int MIB = 1 << 20;

    private Chains() {}

    /// A disk of 8 MiB in four files. From the top down:
    /// - `top.qcow2` holds MiB 0 and says that MiB 1 is zero;
    /// - `middle.qcow2` holds MiB 2, and is a disk of 4 MiB only;
    /// - `base.qcow2` holds MiB 3;
    /// - and MiB 1 of `bottom.raw` is data, if there is one: a file of 8 MiB.
    static Qcow2Image make(Path folder, boolean withRaw) throws IOException {
        Qcow2Options base = Qcow2Options.ofSize(8 * MIB);
        if (withRaw) {
            BlockDevice raw = RawFileBlockDevice.create(folder.resolve("bottom.raw"), 8 * MIB);
            raw.write(MIB, ByteBuffer.allocate(MIB).putLong(4).rewind());
            base = base.withBacking("bottom.raw", "raw", raw);
        }
        Qcow2Image below = Qcow2Image.create(folder.resolve("base.qcow2"), base);
        fill(below, 3);
        Qcow2Image middle =
                Qcow2Image.create(
                        folder.resolve("middle.qcow2"),
                        Qcow2Options.ofSize(4 * MIB).withBacking("base.qcow2", "qcow2", below));
        fill(middle, 2);
        Qcow2Image top =
                Qcow2Image.create(
                        folder.resolve("top.qcow2"),
                        Qcow2Options.ofSize(8 * MIB).withBacking("middle.qcow2", "qcow2", middle));
        fill(top, 0);
        top.zero(MIB, MIB, io.sendense.engine.disk.block.ZeroMode.MAY_DEALLOCATE);
        below.flush();
        middle.flush();
        top.flush();
        return top;
    }

    private static void fill(BlockDevice device, int mib) throws IOException {
        device.write((long) mib * MIB, ByteBuffer.allocate(MIB).putLong(mib + 1).rewind());
    }
}
