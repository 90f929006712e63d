package io.sendense.engine.lab.guest;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;

import io.sendense.engine.lab.storage.LabDisk;
import java.nio.ByteBuffer;
import java.util.Random;

/// Overwrites pieces of a raw disk, and now and then zeroes a longer range, at a number of places
/// spread over all of it. What changes is bounded by [#MOST_BYTES].
public final class BlockChanges implements Activity {
    private static final int PLACES = 16;
    private static final int PLACE_BYTES = 8 * BLOCK_BYTES;

    /// Most bytes that ever change: 8 MiB.
    public static final long MOST_BYTES = (long) PLACES * PLACE_BYTES;

    private static final int LONGEST_WRITE_BYTES = 48 << 10;
    private static final int ONE_IN_ZEROES = 4;

    private final LabDisk disk;
    private final Random random;

    public BlockChanges(LabDisk disk, long seed) {
        this.disk = disk;
        this.random = new Random(seed);
    }

    @Override
    public void step() {
        long capacity = disk.capacityBytes();
        int placeBytes =
                (int)
                        Math.min(
                                PLACE_BYTES,
                                capacity / PLACES / LabDisk.SECTOR_BYTES * LabDisk.SECTOR_BYTES);
        if (placeBytes == 0) {
            return;
        }
        long place = capacity / PLACES / BLOCK_BYTES * BLOCK_BYTES * random.nextInt(PLACES);
        if (random.nextInt(ONE_IN_ZEROES) == 0) {
            int offset = sectors(placeBytes);
            disk.zero(place + offset, LabDisk.SECTOR_BYTES + sectors(placeBytes - offset));
        } else {
            int length = LabDisk.SECTOR_BYTES + sectors(Math.min(placeBytes, LONGEST_WRITE_BYTES));
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            disk.write(place + sectors(placeBytes - length + 1), ByteBuffer.wrap(bytes));
        }
    }

    /// A random multiple of the sector size below `limit`, which is at least 1.
    private int sectors(int limit) {
        return random.nextInt(limit) / LabDisk.SECTOR_BYTES * LabDisk.SECTOR_BYTES;
    }
}
