package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;

/// Reads a stream-optimized file as one that comes over a network is read: from front to back, by
/// its markers alone, grains going onto a disk. Demands what the specification says of the order,
/// and that tables, directory and footer say the same as the markers.
final class StreamWalk {
    private final BlockDevice target;
    private final Map<Integer, Long> grains = new HashMap<>();
    private final Map<Integer, Long> tables = new HashMap<>();
    private long sector;
    private long lastGrain = -1;

    private StreamWalk(BlockDevice target) {
        this.target = target;
    }

    /// @return number of grains
    static int into(Path file, BlockDevice target) throws Exception {
        StreamWalk walk = new StreamWalk(target);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            walk.run(new DataInputStream(in));
        }
        return walk.grains.size();
    }

    private ByteBuffer next(DataInputStream in, int sectors) throws IOException {
        byte[] bytes = new byte[sectors * 512];
        in.readFully(bytes);
        sector += sectors;
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void run(DataInputStream in) throws Exception {
        ByteBuffer header = next(in, 1);
        assertThat(header.getLong(12)).as("capacity").isEqualTo(target.size() / 512);
        assertThat(header.getLong(56)).as("directory").isEqualTo(-1);
        next(in, (int) header.getLong(64) - 1);
        ByteBuffer directory = null;
        long directoryAt = 0;
        while (true) {
            long at = sector;
            ByteBuffer marker = next(in, 1);
            int bytes = marker.getInt(8);
            if (bytes != 0) {
                grain(in, at, marker, bytes);
                continue;
            }
            long count = marker.getLong(0);
            switch (marker.getInt(12)) {
                case 0 -> {
                    assertThat(in.read()).as("after the end of the stream").isEqualTo(-1);
                    return;
                }
                case 1 -> table(next(in, (int) count));
                case 2 -> {
                    directoryAt = sector;
                    directory = next(in, (int) count);
                }
                case 3 -> {
                    ByteBuffer footer = next(in, (int) count);
                    assertThat(footer.getLong(56)).isEqualTo(directoryAt);
                    footer.putLong(56, -1);
                    assertThat(footer).as("footer").isEqualTo(header);
                    assertThat(directory).isNotNull();
                    checkDirectory(directory);
                }
                default -> throw new AssertionError("marker " + marker.getInt(12));
            }
        }
    }

    private void grain(DataInputStream in, long at, ByteBuffer marker, int bytes) throws Exception {
        long start = marker.getLong(0);
        assertThat(start % 128).isZero();
        assertThat(start).as("ascending").isGreaterThan(lastGrain);
        lastGrain = start;
        int more = (12 + bytes + 511) / 512 - 1;
        byte[] packed = new byte[512 + more * 512];
        marker.get(0, packed, 0, 512);
        next(in, more).get(packed, 512, more * 512);
        byte[] content = new byte[65_536];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed, 12, bytes);
            assertThat(inflater.inflate(content)).isEqualTo(65_536);
            assertThat(inflater.inflate(new byte[1])).isZero();
            assertThat(inflater.finished()).isTrue();
        }
        int inside = (int) Math.min(content.length, target.size() - start * 512);
        target.write(start * 512, ByteBuffer.wrap(content, 0, inside));
        grains.put((int) (start / 128), at);
    }

    private void table(ByteBuffer table) {
        int number = (int) (lastGrain / 128 / 512);
        assertThat(tables.put(number, sector - 4)).as("one table %d", number).isNull();
        for (int i = 0; i < 512; i++) {
            assertThat(Integer.toUnsignedLong(table.getInt(i * 4)))
                    .isEqualTo(grains.getOrDefault(number * 512 + i, 0L));
        }
    }

    private void checkDirectory(ByteBuffer directory) {
        for (int i = 0; i < directory.capacity() / 4; i++) {
            assertThat(Integer.toUnsignedLong(directory.getInt(i * 4)))
                    .isEqualTo(tables.getOrDefault(i, 0L));
        }
    }
}
