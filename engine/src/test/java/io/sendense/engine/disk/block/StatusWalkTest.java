package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusWalkTest {
    private static final long GIB = 1L << 30;

    @TempDir private Path folder;

    @Test
    void goesOverTheWholeDiskAWindowAtATime() throws Exception {
        long size = 5 * GIB / 2;
        try (BlockDevice file = RawFileBlockDevice.create(folder.resolve("disk.raw"), size)) {
            file.write(3 * GIB / 2, ByteBuffer.allocate(1 << 20).put(0, (byte) 1));
            CountingBlockDevice counting = new CountingBlockDevice(file);
            StatusWalk walk = new StatusWalk(counting);
            long end = 0;
            long data = 0;
            for (var next = walk.next(); next.isPresent(); next = walk.next()) {
                Extent extent = next.get().extent();
                assertThat(extent.offset()).isEqualTo(end);
                end = extent.end();
                data += next.get().allocation().readsAsZero() ? 0 : extent.length();
            }
            assertThat(end).isEqualTo(size);
            assertThat(data).isEqualTo(1 << 20);
            assertThat(walk.next()).isEmpty();
            assertThat(counting.calls(BlockOperation.STATUS)).isEqualTo(3);
        }
    }

    @Test
    void anEmptyDiskHasNoRanges() throws Exception {
        assertThat(new StatusWalk(new MemoryBlockDevice(0)).next()).isEqualTo(Optional.empty());
    }
}
