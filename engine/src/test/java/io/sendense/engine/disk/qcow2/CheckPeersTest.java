package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Our check counts what `qemu-img check` counts, on sound files and on damaged ones.
@Tag("peers")
class CheckPeersTest extends ChecksAlike {
    @Test
    void ofASoundFile() throws Exception {
        assertAlike(sound());
        CheckReport report = Qcow2Check.run(sound());
        assertThat(report.clean()).isTrue();
        assertThat(report.compressedClusters()).isEqualTo(32);
    }

    @TestFactory
    List<DynamicTest> ofADamagedFile() {
        Map<String, Damage> damages = new LinkedHashMap<>();
        long copied = L2Entry.COPIED;
        damages.put("a leaked cluster", image -> image.setL2(3, 5, 0));
        damages.put("a leaked table", image -> image.setL1(3, 0));
        damages.put("a refcount too high", image -> image.setRefcount(image.l2(3, 9), 2));
        damages.put("a refcount too low", image -> image.setRefcount(image.l2(3, 9), 0));
        damages.put("a refcount of a table too low", image -> image.setRefcount(image.l1(3), 0));
        damages.put("two entries, one cluster", image -> image.setL2(3, 9, image.l2(3, 10)));
        damages.put("data in an L2 table", image -> image.setL2(3, 9, image.l1(3)));
        damages.put(
                "data in a refcount block",
                image -> image.setL2(3, 9, copied | image.refcountBlock(0)));
        damages.put(
                "data in the L1 table",
                image -> image.setL2(3, 9, copied | image.tables().l1Offset()));
        damages.put(
                "data without the copied flag",
                image -> image.setL2(3, 9, image.l2(3, 9) ^ copied));
        damages.put("data past the end", image -> image.setL2(3, 9, copied | 1L << 40));
        damages.put(
                "data at the end",
                image -> image.setL2(3, 9, copied | image.length() / CLUSTER * CLUSTER + CLUSTER));
        damages.put("data not aligned", image -> image.setL2(3, 9, image.l2(3, 9) + 512));
        damages.put(
                "zero with a place not aligned", image -> image.setL2(3, 9, image.l2(3, 9) + 513));
        damages.put("reserved bits of an L2 entry", image -> image.setL2(3, 9, image.l2(3, 9) | 6));
        damages.put("compressed and copied", image -> image.setL2(2, 3, image.l2(2, 3) | copied));
        damages.put(
                "compressed past the end",
                image -> image.setL2(2, 3, image.l2(2, 3) & ~0xffff_ffffL | 1L << 40));
        damages.put("two L1 entries, one table", image -> image.setL1(3, image.l1(1)));
        damages.put("a table past the end", image -> image.setL1(3, copied | 1L << 45));
        damages.put("a table not aligned", image -> image.setL1(3, image.l1(3) + 512));
        damages.put("a table in the header", image -> image.setL1(3, copied));
        damages.put("reserved bits of an L1 entry", image -> image.setL1(3, image.l1(3) | 1));
        damages.put(
                "an L1 table in an L2 table", image -> image.setL1(3, image.tables().l1Offset()));
        damages.put("no refcount block", image -> image.setRefcountBlock(0, 0));
        damages.put("a refcount block past the end", image -> image.setRefcountBlock(1, 1L << 40));
        damages.put("a refcount block not aligned", image -> image.setRefcountBlock(1, 0x10200));
        damages.put(
                "reserved bits of a refcount block",
                image -> image.setRefcountBlock(0, image.refcountBlock(0) | 4));
        damages.put(
                "a refcount block for two",
                image -> image.setRefcountBlock(1, image.refcountBlock(0)));
        damages.put(
                "a refcount block in data",
                image -> image.setRefcountBlock(1, image.l1(3) & ~copied));
        damages.put(
                "a snapshot's L1 table not aligned",
                image -> image.put(image.tables().snapshotsOffset(), 0x10200));
        damages.put(
                "data in a file that is counted in two goes",
                image -> {
                    image.setLength(33L << 30);
                    image.setL2(3, 9, copied | (33L << 30) - CLUSTER);
                });
        damages.put("bitmaps nobody keeps", image -> image.put(HeaderField.AUTOCLEAR, 0));
        List<DynamicTest> tests = new ArrayList<>();
        damages.forEach((name, damage) ->
                tests.add(
                        DynamicTest.dynamicTest(
                                name,
                                () -> {
                                    Path file = damaged(damage);
                                    assertAlike(file);
                                    assertThat(Qcow2Check.run(file).clean()).isFalse();
                                })));
        return tests;
    }

    /// qemu-img does not even open such a file.
    @Test
    void ofBitmapsThatQemuRefuses() throws Exception {
        Path reserved = damaged(image -> image.put(image.get(image.bitmaps().offset()), 6));
        assertThat(Qcow2Check.run(reserved).findings().getFirst())
                .isEqualTo("bitmap 0 entry 0 has reserved bits set: 0x6");
        Path outside = damaged(image -> image.put(image.bitmaps().offset(), 1L << 40));
        assertThat(Qcow2Check.run(outside).findings().getFirst())
                .isEqualTo("bitmap 0 has a table of 1 entries at 0x10000000000");
        Path endless = damaged(image -> image.putInt(image.bitmaps().offset() + 8, -1));
        assertThat(Qcow2Check.run(endless).findings().getFirst())
                .startsWith("bitmap 0 has a table of 4294967295 entries at ");
    }

    /// Bits of the tables fall over. Where qemu-img itself gives up, only ours must not hang.
    @Test
    void ofFilesWithRandomDamage() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 80; round++) {
            Path file = damaged(image -> damageAtRandom(image, random));
            JsonNode theirs;
            try {
                theirs = Qemu.check(file);
            } catch (RuntimeException _) {
                continue;
            }
            // Where the head has lost its magic number qemu-img takes it for a raw disk.
            if (!theirs.isObject() || theirs.path("check-errors").asInt(0) > 0) {
                continue;
            }
            CheckReport ours = Qcow2Check.run(file);
            assertThat(counts(ours))
                    .as("seed %d, round %d: %s%n%s", seed, round, ours.findings(), theirs)
                    .isEqualTo(counts(theirs));
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static void damageAtRandom(DamagedImage image, Random random) throws IOException {
        for (int i = random.nextInt(3); i >= 0; i--) {
            int l1Index = random.nextInt(5);
            long place =
                    switch (random.nextInt(5)) {
                        case 0 -> image.tables().l1Offset() + l1Index * 8L + random.nextInt(8);
                        case 1 -> image.tables().refcountTableOffset() + random.nextInt(16);
                        case 2 -> image.refcountBlock(0) + random.nextInt(2000);
                        default -> Math.max(image.l2Table(l1Index), 4096) + random.nextInt(1200);
                    };
            // What fell over before may point anywhere, also before the file.
            image.flipBit(Math.clamp(place, 0, image.length() - 8), random.nextInt(8));
        }
    }
}
