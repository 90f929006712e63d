package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A sound file that has a bit of everything, damaged copies of it, and the comparison of what our
/// check counts in them with what `qemu-img check` counts.
abstract class ChecksAlike {
    static final int CLUSTER = 4096;

    @TempDir private Path folder;
    private Path sound;

    /// Something done to the tables of a file.
    @FunctionalInterface
    interface Damage {
        void to(DamagedImage image) throws IOException;
    }

    /// Data, zero clusters with and without a place, compressed clusters, a snapshot with changes
    /// after it, and a bitmap; an L2 table spans 2 MiB.
    @BeforeEach
    void make() throws Exception {
        sound = folder.resolve("sound.qcow2");
        Qemu.img("create", "-q", "-f", "qcow2", "-o", "cluster_size=4k", sound, 9 << 20);
        Qemu.io(
                sound,
                "write -P 1 0 300k",
                "write -P 2 2M 500k",
                "write -z 64k 16k",
                "write -zu 96k 16k",
                "write -c -P 3 4M 64k",
                "write -c -P 4 4260k 64k");
        Qemu.img("snapshot", "-c", "one", sound);
        Qemu.io(sound, "write -P 5 0 50k", "write -P 6 6M 64k");
        Qemu.img("bitmap", "--add", sound, "changes");
        Qemu.io(sound, "write -P 7 1M 64k", "write -P 8 8M 1M");
    }

    Path sound() {
        return sound;
    }

    Path damaged(Damage damage) throws IOException {
        Path file = Files.createTempFile(folder, "damaged", ".qcow2");
        Files.write(file, Files.readAllBytes(sound));
        try (DamagedImage image = DamagedImage.open(file)) {
            damage.to(image);
        }
        return file;
    }

    static void assertAlike(Path file) throws Exception {
        JsonNode theirs = Qemu.check(file);
        CheckReport ours = Qcow2Check.run(file);
        assertThat(counts(ours)).as("%s%n%s", ours.findings(), theirs).isEqualTo(counts(theirs));
    }

    static Map<String, Long> counts(JsonNode check) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : List.of("corruptions", "leaks", "total-clusters")) {
            counts.put(name, check.path(name).asLong(0));
        }
        // Not stated where anything is wrong with the file.
        if (check.has("allocated-clusters")) {
            counts.put("allocated", check.path("allocated-clusters").asLong());
            counts.put("compressed", check.path("compressed-clusters").asLong(0));
        }
        return counts;
    }

    static Map<String, Long> counts(CheckReport report) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("corruptions", report.corruptions());
        counts.put("leaks", report.leaks());
        counts.put("total-clusters", report.totalClusters());
        counts.put("allocated", report.allocatedClusters());
        counts.put("compressed", report.compressedClusters());
        return counts;
    }
}
