package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.repository.sums.ClusterSum;
import io.sendense.engine.repository.sums.Sha256;
import io.sendense.engine.repository.sums.SumsCursor;
import io.sendense.engine.repository.sums.SumsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `disk copy` writes what the target's name says, and QEMU's programs read it.
@Tag("peers")
@Timeout(120)
class DiskCopyTest {
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;
    private final byte[] content = new byte[8 * MIB];
    private Path source = Path.of("");

    @BeforeEach
    void makeSource() throws IOException {
        byte[] random = new byte[2 * MIB];
        new Random(1).nextBytes(random);
        System.arraycopy(random, 0, content, MIB, random.length);
        source = Files.write(folder.resolve("source.raw"), content);
    }

    @ParameterizedTest
    @CsvSource({"a.raw, raw", "a.img, raw", "A.RAW, raw", "a.qcow2, qcow2"})
    void theNameSaysTheFormat(String name, String format) throws Exception {
        Path target = folder.resolve(name);
        JsonNode copied = done("disk", "copy", source.toString(), target.toString(), "--json");
        assertThat(copied.path("writtenBytes").asLong()).isEqualTo(2L * MIB);
        assertThat(info(target).path("format").asString()).isEqualTo(format);
        assertEqual(target, format);
    }

    @Test
    void whatIsSaidOutrulesTheName() throws Exception {
        Path target = folder.resolve("a.raw");
        done("disk", "copy", source.toString(), target.toString(), "--format", "QCOW2", "--json");
        assertThat(info(target).path("format").asString()).isEqualTo("qcow2");
    }

    @Test
    void aNameThatDoesNotSayAsksForTheFormat() {
        Path target = folder.resolve("disk");
        Commands.Ran ran = run("disk", "copy", source.toString(), target.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(target.toString(), "--format raw, qcow2 or vmdk");
        assertThat(target).doesNotExist();
    }

    @Test
    void ontoAnExportThereIsNoFormat() throws Exception {
        Path target = Files.write(folder.resolve("export.raw"), new byte[content.length]);
        try (CommandProcess server =
                new Commands(folder.resolve("home"))
                        .start("disk", "serve", target.toString(), "--writable", "--port", "0")) {
            server.awaitOut("nbd://");
            String uri = server.out().strip();
            assertThat(run("disk", "copy", source.toString(), uri, "--format", "qcow2").code())
                    .isEqualTo(2);
            assertThat(
                            run(
                                            "disk",
                                            "copy",
                                            source.toString(),
                                            uri,
                                            "--backing",
                                            source.toString())
                                    .code())
                    .isEqualTo(2);
            done("disk", "copy", source.toString(), uri, "--json");
            assertThat(run("disk", "compare", source.toString(), uri).code()).isZero();
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"base.qcow2, base.qcow2", "base.raw, base.raw", "b:ase.qcow2, ./b:ase.qcow2"})
    void overABackingFileOnlyTheDifferenceIsKept(String base, String named) throws Exception {
        Path backing = folder.resolve(base);
        done("disk", "copy", source.toString(), backing.toString(), "--json");
        // Other bytes in one place, zeroes in another, and bytes where there were none.
        content[MIB] ^= 1;
        java.util.Arrays.fill(content, 2 * MIB, 2 * MIB + 65536, (byte) 0);
        content[7 * MIB] = 1;
        Path changed = Files.write(folder.resolve("changed.raw"), content);
        Path overlay = folder.resolve("over.qcow2");

        JsonNode copied =
                done(
                        "disk",
                        "copy",
                        changed.toString(),
                        overlay.toString(),
                        "--backing",
                        backing.toString(),
                        "--json");
        assertThat(copied.path("writtenBytes").asLong()).isEqualTo(2 * 65536);
        assertThat(copied.path("zeroedBytes").asLong()).isEqualTo(65536);
        assertThat(copied.path("skippedBytes").asLong()).isEqualTo(content.length - 3 * 65536);
        assertThat(Files.size(overlay)).isLessThan(MIB);
        JsonNode info = info(overlay);
        assertThat(info.path("backing-filename").asString()).isEqualTo(named);
        assertThat(info.path("backing-filename-format").asString())
                .isEqualTo(base.substring(base.lastIndexOf('.') + 1));
        assertThat(qemuImg("check", overlay.toString())).contains("No errors");
        source = changed;
        assertEqual(overlay, "qcow2");
        assertThat(run("disk", "compare", changed.toString(), overlay.toString()).code()).isZero();
    }

    @Test
    void aBackingFileIsOfAQcow2FileAndWhereItWouldBeFound() throws Exception {
        String raw = folder.resolve("new.raw").toString();
        Commands.Ran asRaw =
                run("disk", "copy", source.toString(), raw, "--backing", source.toString());
        assertThat(asRaw.code()).isEqualTo(2);
        assertThat(asRaw.err()).contains("--backing goes with a new QCOW2 file only");

        Path deep = Files.createDirectories(folder.resolve("a/b/c")).resolve("new.qcow2");
        Commands.Ran outside =
                run(
                        "disk",
                        "copy",
                        source.toString(),
                        deep.toString(),
                        "--backing",
                        source.toString());
        assertThat(outside.code()).isEqualTo(1);
        assertThat(outside.err()).contains("REQUEST-INVALID", "lies outside of it");
        assertThat(deep).doesNotExist();

        String none = folder.resolve("none.qcow2").toString();
        Commands.Ran missing =
                run("disk", "copy", source.toString(), deep.toString(), "--backing", none);
        assertThat(missing.err()).contains("The image " + none + " cannot be read");
    }

    @ParameterizedTest
    @CsvSource({"zstd", "zlib"})
    void compressesWhatGetsSmallerByIt(String type) throws Exception {
        java.util.Arrays.fill(content, 5 * MIB, 8 * MIB, (byte) 'x');
        source = Files.write(folder.resolve("half.raw"), content);
        Path target = folder.resolve("packed.qcow2");
        done("disk", "copy", source.toString(), target.toString(), "--compress", type, "--json");
        assertThat(qemuImg("check", target.toString()))
                .contains("No errors", "compressed clusters");
        assertThat(info(target).at("/format-specific/data/compression-type").asString())
                .isEqualTo(type);
        assertThat(Files.size(target)).isLessThan(3L * MIB);
        assertEqual(target, "qcow2");
        assertThat(run("disk", "copy", source.toString(), "x.raw", "--compress", type).code())
                .isEqualTo(2);
    }

    @Test
    void throughNbdAndWithSumsItIsTheSameDisk() throws Exception {
        Path target = folder.resolve("nbd.qcow2");
        JsonNode copied =
                done(
                        "disk",
                        "copy",
                        source.toString(),
                        target.toString(),
                        "--through-nbd",
                        "--sums",
                        "--json");
        assertThat(copied.path("writtenBytes").asLong()).isEqualTo(2L * MIB);
        assertThat(qemuImg("check", target.toString())).contains("No errors");
        assertEqual(target, "qcow2");
        try (SumsReader sums = SumsReader.open(folder.resolve("nbd.qcow2.sums"))) {
            SumsCursor cursor = sums.cursor(0);
            for (int cluster = MIB / 65536; cluster < 3 * MIB / 65536; cluster++) {
                byte[] bytes =
                        java.util.Arrays.copyOfRange(
                                content, cluster * 65536, (cluster + 1) * 65536);
                ClusterSum sum = cursor.next().orElseThrow();
                assertThat(sum.index()).isEqualTo(cluster);
                assertThat(sum.sum()).isEqualTo(Sha256.of(bytes));
            }
            assertThat(cursor.next()).isEmpty();
        }
    }

    @Test
    void sumsThatAreThereAreNotOverwrittenAndNothingIsCopied() throws Exception {
        Path sums = Files.writeString(folder.resolve("a.qcow2.sums"), "mine");
        Path target = folder.resolve("a.qcow2");
        Commands.Ran ran = run("disk", "copy", source.toString(), target.toString(), "--sums");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("EXPORT-TARGET-EXISTS", sums.toString());
        assertThat(target).doesNotExist();
        assertThat(sums).hasContent("mine");
    }

    @Test
    void aFileThatIsThereIsNotOverwritten() {
        Commands.Ran ran = run("disk", "copy", source.toString(), source.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("EXPORT-TARGET-EXISTS");
    }

    private Commands.Ran run(String... arguments) {
        return new Commands(folder.resolve("home")).run(arguments);
    }

    private JsonNode done(String... arguments) {
        Commands.Ran ran = run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.json();
    }

    private void assertEqual(Path image, String format) throws Exception {
        assertThat(
                        qemuImg(
                                "compare",
                                "-f",
                                "raw",
                                "-F",
                                format,
                                source.toString(),
                                image.toString()))
                .contains("identical");
    }

    private JsonNode info(Path image) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(qemuImg("info", "--output=json", image.toString()));
    }

    private static String qemuImg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.require("qemu-img").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
