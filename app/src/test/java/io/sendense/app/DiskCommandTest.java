package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `disk info`, `check`, `map` and `compare` on files that qemu-img made.
@Tag("peers")
@Timeout(60)
class DiskCommandTest {
    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private Commands.Ran run(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return new Commands(folder.resolve("home")).run(all.toArray(String[]::new));
    }

    private static void qemu(String program, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.require(program).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).as(command.toString()).isZero();
    }

    /// A disk whose fourth cluster of data is no longer pointed to.
    private Path leaking() throws Exception {
        Path file = folder.resolve("leaking.qcow2");
        qemu("qemu-img", "create", "-f", "qcow2", file, MIB);
        qemu("qemu-io", "-f", "qcow2", "-c", "write -P 1 0 1M", file);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer word = ByteBuffer.allocate(8);
            channel.read(word, 40);
            long l1 = word.getLong(0);
            channel.read(word.clear(), l1);
            long l2 = word.getLong(0) & 0x00ff_ffff_ffff_fe00L;
            channel.write(ByteBuffer.allocate(8), l2 + 3 * 8);
        }
        return file;
    }

    @Test
    void leaksAreFoundAndGivenBackOnlyWhenAskedTo() throws Exception {
        Path file = leaking();
        Commands.Ran check = run("disk", "check", file, "--json");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.json().path("leaks").asInt()).isEqualTo(1);
        assertThat(check.json().path("corruptions").asInt()).isZero();
        assertThat(check.json().path("leaksRepaired").asInt()).isZero();
        assertThat(check.err()).contains("has refcount 1 and is used 0 times");

        Commands.Ran repair = run("disk", "check", "--repair", "leaks", file, "--json");
        assertThat(repair.code()).as(repair.err()).isZero();
        assertThat(repair.json().path("leaks").asInt()).isZero();
        assertThat(repair.json().path("leaksRepaired").asInt()).isEqualTo(1);
        qemu("qemu-img", "check", file);
        assertThat(run("disk", "check", file).out()).isEqualTo("No errors were found.\n");
        assertThat(run("disk", "check", "--repair", "everything", file).code()).isEqualTo(2);
    }

    @Test
    void backingFilesElsewhereAreFollowedWhereThatIsAllowed() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path base = elsewhere.resolve("base.qcow2");
        qemu("qemu-img", "create", "-f", "qcow2", base, MIB);
        qemu("qemu-io", "-f", "qcow2", "-c", "write -P 1 64k 64k", base);
        Path image = Files.createDirectories(folder.resolve("a/b")).resolve("top.qcow2");
        qemu("qemu-img", "create", "-f", "qcow2", "-b", base, "-F", "qcow2", image);

        for (String command : List.of("info", "map")) {
            Commands.Ran refused = run("disk", command, image);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("IMAGE-UNREADABLE", "lies outside of");
        }
        Commands.Ran alone = run("disk", "info", image, "--backing-in", elsewhere, "--json");
        assertThat(alone.json().path("chain").size()).isEqualTo(1);
        Commands.Ran info =
                run("disk", "info", "--backing-chain", image, "--backing-in", elsewhere, "--json");
        assertThat(info.code()).as(info.err()).isZero();
        assertThat(info.json().path("chain").size()).isEqualTo(2);
        JsonNode map =
                run("disk", "map", image, "--backing-in", elsewhere, "--json").json().path("map");
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.get(1).path("depth").asInt()).isEqualTo(1);
        assertThat(map.get(1).path("data").asBoolean()).isTrue();
        assertThat(run("disk", "compare", image, base, "--backing-in", elsewhere).code()).isZero();
        Path copy = folder.resolve("copy.raw");
        assertThat(run("disk", "copy", image, copy).code()).isEqualTo(1);
        assertThat(run("disk", "copy", image, copy, "--backing-in", elsewhere).code()).isZero();
        assertThat(run("disk", "compare", copy, base).out()).contains("equal");
    }

    @Test
    void contentsThatDifferAreToldByTheFirstByte() throws Exception {
        Path raw = Files.write(folder.resolve("a.raw"), new byte[MIB]);
        Path image = folder.resolve("b.qcow2");
        qemu("qemu-img", "create", "-f", "qcow2", image, MIB);
        assertThat(run("disk", "compare", raw, image).code()).isZero();
        qemu("qemu-io", "-f", "qcow2", "-c", "write -P 1 777k 1k", image);
        Commands.Ran differ = run("disk", "compare", raw, image, "--json");
        assertThat(differ.code()).isEqualTo(1);
        assertThat(differ.json().path("equal").asBoolean()).isFalse();
        assertThat(differ.json().path("firstDifference").asLong()).isEqualTo(777 << 10);
    }
}
