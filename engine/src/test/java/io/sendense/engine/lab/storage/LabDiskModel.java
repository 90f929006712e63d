package io.sendense.engine.lab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What tests do to lab disks.
final class LabDiskModel {
    private LabDiskModel() {}

    static byte[] content(FrozenDisk disk) {
        ByteBuffer all = ByteBuffer.allocate((int) disk.capacityBytes());
        disk.read(0, all);
        return all.array();
    }

    static byte[] content(LabDisk disk) {
        ByteBuffer all = ByteBuffer.allocate((int) disk.capacityBytes());
        disk.read(0, all);
        return all.array();
    }

    /// One random thing a guest does, to the disk and to the array alike.
    static void act(LabDisk disk, byte[] model, Random random) {
        int length = 1 + random.nextInt(random.nextBoolean() ? 8192 : 200_000);
        length = Math.min(length, model.length);
        int offset = random.nextInt(model.length - length + 1);
        if (random.nextInt(8) == 0) {
            offset = model.length - length;
        }
        if (random.nextInt(4) == 0) {
            disk.zero(offset, length);
            Arrays.fill(model, offset, offset + length, (byte) 0);
        } else {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            ByteBuffer source = ByteBuffer.wrap(bytes);
            disk.write(offset, source);
            assertThat(source.hasRemaining()).isFalse();
            System.arraycopy(bytes, 0, model, offset, length);
        }
    }

    /// All windows, as a client loops over them.
    static ExtentList changed(FrozenDisk disk, String changeId) throws UnknownChangeIdException {
        List<Extent> areas = new ArrayList<>();
        long position = 0;
        while (position < disk.capacityBytes()) {
            ChangedAreas window = disk.changedAreas(changeId, position);
            assertThat(window.startOffset()).isEqualTo(position);
            for (Extent area : window.areas()) {
                assertThat(area.offset()).isGreaterThanOrEqualTo(position);
                assertThat(area.end()).isLessThanOrEqualTo(position + window.length());
            }
            areas.addAll(window.areas());
            position += window.length();
        }
        assertThat(position).isEqualTo(disk.capacityBytes());
        return ExtentList.union(areas);
    }

    /// Ranges outside of which the two are equal: per 4 KiB, from the first to the last difference.
    static ExtentList difference(byte[] before, byte[] after) {
        List<Extent> found = new ArrayList<>();
        for (int at = 0; at < before.length; at += 4096) {
            int end = Math.min(before.length, at + 4096);
            int first = Arrays.mismatch(before, at, end, after, at, end);
            if (first >= 0) {
                int last = end - 1;
                while (before[last] == after[last]) {
                    last--;
                }
                found.add(Extent.between(at + first, last + 1));
            }
        }
        return ExtentList.union(found);
    }
}
