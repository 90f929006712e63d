package io.sendense.engine.lab.guest;

import io.sendense.engine.lab.content.ContentFile;
import io.sendense.engine.lab.content.GeneratedRange;
import io.sendense.engine.lab.content.Generator;
import io.sendense.engine.lab.storage.LabDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Overwrites parts of the live files of a disk's file systems, in place: content changes, sizes
/// and everything else the file system knows do not. So a snapshot at any instant is clean, and
/// what changes is bounded by the size of these files.
public final class FileRewrites implements Activity {
    private static final int MOST_UNITS = 16;

    private final LabDisk disk;
    private final Random random;
    private List<GeneratedRange> places = List.of();

    public FileRewrites(LabDisk disk, long seed) {
        this.disk = disk;
        this.random = new Random(seed);
    }

    /// Does nothing where there are no live files.
    @Override
    public void step() {
        if (places.isEmpty()) {
            places = live(disk);
            if (places.isEmpty()) {
                return;
            }
        }
        GeneratedRange place = places.get(random.nextInt(places.size()));
        int units = (int) (place.extent().length() / Generator.UNIT_BYTES);
        int first = random.nextInt(units);
        int count = Math.min(1 + random.nextInt(MOST_UNITS), units - first);
        ByteBuffer bytes = ByteBuffer.allocate(count * Generator.UNIT_BYTES);
        Generator generator = new Generator(random.nextLong());
        for (int i = 0; i < count; i++) {
            generator.put(place.firstNumber() + first + i, 0, Generator.UNIT_BYTES, bytes);
        }
        disk.write(place.extent().offset() + (long) first * Generator.UNIT_BYTES, bytes.flip());
    }

    private static List<GeneratedRange> live(LabDisk disk) {
        List<GeneratedRange> found = new ArrayList<>();
        for (ContentFile file : disk.files()) {
            if (file.live()) {
                found.addAll(file.fragments());
            }
        }
        return found;
    }
}
