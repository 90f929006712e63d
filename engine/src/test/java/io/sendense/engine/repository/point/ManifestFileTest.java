package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.storage.FormatVersionException;
import io.sendense.engine.repository.storage.JsonFormatException;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final StoredLayer LAYER = new StoredLayer(196_616, DIGEST, 104, 1, DIGEST);

    @TempDir Path folder;

    private static PointManifest manifest() {
        ManifestDisk full =
                new ManifestDisk(
                        2000,
                        "Hard disk 1",
                        "SCSI 0",
                        0,
                        109_521_666_048L,
                        Optional.of("6000c290-0000-0000-0000-000000002000"),
                        Optional.empty(),
                        ReadMode.FULL,
                        Optional.of(FullReason.TRACKING_RESET),
                        ChangeMark.absent(FullReason.NO_CHANGE_ID),
                        LAYER);
        ManifestDisk incremental =
                new ManifestDisk(
                        16000,
                        "Disco «ü»",
                        "SATA 0",
                        3,
                        5L << 30,
                        Optional.empty(),
                        Optional.of(new LayerParent(new PointId("abcdefghijklmn27"), 2001)),
                        ReadMode.INCREMENTAL,
                        Optional.empty(),
                        ChangeMark.at(new ChangeId("52 4d/7")),
                        LAYER);
        Problem problem =
                Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED)
                        .with("name", "x")
                        .withBytes("size", 5)
                        .withCount("tries", 3)
                        .withTime("waited", Duration.ofSeconds(90));
        return new PointManifest(
                PointManifest.FORMAT_VERSION,
                new PointId("zzzzzzzzzzzzzz22"),
                17,
                GuestVm.BEGIN,
                new GuestVm().identity(),
                12,
                new ProgramVersion("1.2.3", "abc1234"),
                ConsistencyLevel.FILE_SYSTEM,
                List.of(full, incremental),
                List.of(new StoredFile(StoredFile.NVRAM, 3, DIGEST)),
                List.of(new ExcludedDisk(2002, "Hard disk 3", 4096, problem)),
                List.of(StoredProblem.of(problem)),
                Optional.of(List.of("snapshot-12")));
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve(ManifestFile.NAME), content);
    }

    private Path write(String content) throws IOException {
        return write(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text() {
        return new String(ManifestFile.encode(manifest()), StandardCharsets.UTF_8);
    }

    /// The text with its digest made right again.
    private static String signed(String text) {
        String blank =
                text.replaceAll("(\"manifest_sha256\" : \")[0-9a-f]{64}", "$1" + "0".repeat(64));
        String digest = Sha256.of(blank.getBytes(StandardCharsets.UTF_8)).hex();
        return blank.replace("0".repeat(64), digest);
    }

    @Test
    void readsWhatItWrote() throws Exception {
        assertThat(ManifestFile.read(write(text()))).isEqualTo(manifest());
        assertThat(signed(text())).isEqualTo(text());
    }

    /// Points of the versions before it was recorded stay readable.
    @Test
    void aManifestMayLackTheOlderSnapshots() throws Exception {
        String text = text();
        String without = text.replaceFirst(",\\s*\"older_snapshots\" : \\[[^\\]]*\\]", "");
        assertThat(without).isNotEqualTo(text);
        PointManifest read = ManifestFile.read(write(signed(without)));
        assertThat(read.olderSnapshots()).isEmpty();
        assertThat(read.hadOlderSnapshots()).isFalse();
        assertThat(manifest().hadOlderSnapshots()).isTrue();
    }

    @Test
    void givesProblemsBackWithTheirTypedArguments() throws Exception {
        StoredProblem stored = ManifestFile.read(write(text())).problems().getFirst();
        assertThat(stored.problem())
                .contains(
                        Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED)
                                .with("name", "x")
                                .withBytes("size", 5)
                                .withCount("tries", 3)
                                .withTime("waited", Duration.ofSeconds(90)));
    }

    @Test
    void ignoresFieldsAndKeepsProblemsOfNewerPrograms() throws Exception {
        String newer =
                text().replace("\"sequence\"", "\"some_new_field\" : {\"a\": [1]},\n  \"sequence\"")
                        .replace("SNAPSHOT-REMOVE-FAILED", "FROM-THE-FUTURE");
        PointManifest read = ManifestFile.read(write(signed(newer)));
        assertThat(read.disks()).isEqualTo(manifest().disks());
        assertThat(read.problems().getFirst().code()).isEqualTo("FROM-THE-FUTURE");
        assertThat(read.problems().getFirst().problem()).isEmpty();
    }

    @Test
    void refusesOtherVersionsWithTheNumbers() throws Exception {
        String newer = text().replace("\"format_version\" : 1", "\"format_version\" : 2");
        Path file = write(signed(newer));
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(FormatVersionException.class)
                .hasMessage("point.json has format version 2, this program knows up to 1");
    }

    @Test
    void noticesBytesThatChanged() throws Exception {
        byte[] content = ManifestFile.encode(manifest());
        for (int i = 0; i < content.length; i += 5) {
            byte[] broken = content.clone();
            broken[i] ^= (byte) (1 << i % 7);
            Path file = write(broken);
            assertThatThrownBy(() -> ManifestFile.read(file))
                    .as("byte %d", i)
                    .isInstanceOfAny(JsonFormatException.class, FormatVersionException.class);
        }
    }

    @Test
    void refusesFilesThatWereCutOff() throws Exception {
        byte[] content = ManifestFile.encode(manifest());
        for (int length = 0; length < content.length; length += 97) {
            Path file = write(java.util.Arrays.copyOf(content, length));
            assertThatThrownBy(() -> ManifestFile.read(file))
                    .as("length %d", length)
                    .isInstanceOf(JsonFormatException.class);
        }
    }

    @Test
    void refusesSenseEvenWhereTheDigestIsRight() throws Exception {
        for (String[] change :
                new String[][] {
                    {"\"key\" : 16000", "\"key\" : 2000"},
                    {"\"capacity_bytes\" : 5368709120", "\"capacity_bytes\" : 0"},
                    {"\"mode\" : \"INCREMENTAL\"", "\"mode\" : \"FULL\""},
                    {"\"id\" : \"zzzzzzzzzzzzzz22\"", "\"id\" : \"../../x\""},
                    {"\"name\" : \"nvram\"", "\"name\" : \"../nvram\""},
                    {"\"sequence\" : 17", "\"sequence\" : 0"},
                    {"\"52 4d/7\"", "\"no change id\""},
                    {"\"vm\" : {", "\"wm\" : {"}
                }) {
            assertThat(text()).contains(change[0]);
            Path file = write(signed(text().replace(change[0], change[1])));
            assertThatThrownBy(() -> ManifestFile.read(file))
                    .as(change[1])
                    .isInstanceOf(JsonFormatException.class);
        }
    }
}
