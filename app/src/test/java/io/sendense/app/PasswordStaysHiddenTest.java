package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Processes that use a password show it nowhere: not in their command lines, their environment,
/// their output and logs, nor in anything they leave.
@Timeout(180)
class PasswordStaysHiddenTest {
    private static final String MARK = "Wolkenkratzer4711Zitrone";
    private static final String PASSWORD = "<" + MARK + "&\"'\u00e4\\ %2f";

    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;

    @BeforeEach
    void startLab() throws IOException {
        lab =
                LabVCenter.start(
                        LabOptions.standard(Clock.systemUTC())
                                .withAccount("root", PASSWORD)
                                .withGuestSteps(0));
        commands = new Commands(folder.resolve("home"));
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    @Test
    void fromAddingAVcenterToARestorePoint() throws Exception {
        Path given = Files.writeString(folder.resolve("given"), PASSWORD + "\n");
        try (CommandProcess add = commands.start(adding(given))) {
            while (add.isAlive()) {
                assertHidden(add);
                Thread.sleep(5);
            }
            assertThat(add.exit()).as(add.err()).isZero();
            assertHidden(add);
        }
        Files.writeString(given, PASSWORD + MARK);
        try (CommandProcess refused = commands.start(adding(given))) {
            assertThat(refused.exit()).isEqualTo(1);
            assertHidden(refused);
        }
        Files.delete(given);

        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(500)))
                                .always());
        try (CommandProcess backup =
                commands.start("backup", "--vcenter", "lab", "web/api", "--json")) {
            backup.awaitOut("\"TRANSFERRING\"");
            assertThat(seen(backup)).isNotEmpty();
            assertHidden(backup);
            lab.faults().clear();
            assertThat(backup.exit()).as(backup.err()).isZero();
            assertHidden(backup);
        }
        assertLeftNowhere();
    }

    private String[] adding(Path password) {
        return new String[] {
            "vcenter",
            "add",
            "lab",
            "--url",
            lab.url().toString(),
            "--user",
            "root",
            "--pin",
            lab.certificateSha256(),
            "--password-file",
            password.toString()
        };
    }

    private static void assertHidden(CommandProcess process) throws IOException {
        assertThat(process.out() + process.err()).doesNotContain(MARK);
        for (String text : seen(process)) {
            assertThat(text).doesNotContain(MARK);
        }
    }

    /// What the system shows of a process and its children to others.
    private static List<String> seen(CommandProcess process) {
        List<String> seen = new ArrayList<>();
        Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
        handle.stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .forEach(one -> {
                    for (String file : List.of("cmdline", "environ")) {
                        read(Path.of("/proc", Long.toString(one.pid()), file)).ifPresent(seen::add);
                    }
                });
        return seen;
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // It has ended, or the system shows nothing.
            return Optional.empty();
        }
    }

    private void assertLeftNowhere() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files)
                .map(file -> file.getFileName().toString())
                .contains("sendense.log", "catalog.mv.db", "point.json", "disk-2000.qcow2");
        for (Path file : files) {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(content.contains(MARK)).as(file.toString()).isFalse();
        }
        assertThat(read(folder.resolve("home/logs/sendense.log")).orElse("")).isNotEmpty();
    }
}
