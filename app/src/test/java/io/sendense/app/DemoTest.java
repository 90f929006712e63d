package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The tour as text: it holds, and says so with its exit code when it does not.
@Timeout(240)
class DemoTest {
    private static final Pattern FOLDER =
            Pattern.compile("^Everything lies in (.*sendense-demo-[^;]*);", Pattern.MULTILINE);

    @TempDir private Path folder;
    private Commands.Ran demo = new Commands.Ran(-1, "", "");

    @Test
    void holdsAllItsClaimsWithinTwoMinutes() {
        long started = System.nanoTime();
        run(options -> options, _ -> {});
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        assertThat(demo.err()).contains("All of it held.", "\nIt took ").doesNotContain("[FAILED]");
        assertThat(demo.code()).isZero();
        assertThat(demo.out().lines()).hasSize(1);
        assertThat(demo.json().path("held").asBoolean()).isTrue();
        assertThat(demo.json().path("seconds").asLong()).isLessThanOrEqualTo(took.toSeconds());
        assertThat(took).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aGuestThatDoesNotWriteProvesNothing() {
        run(options -> options.withGuestSteps(0), _ -> {});
        assertThat(demo.err())
                .contains(
                        "[FAILED] the guest was writing: it had come to record 0",
                        "[FAILED] the guest went on writing between the two: from record 0 to 0",
                        "NOT all of it held.");
        assertThat(demo.code()).isEqualTo(1);
        assertThat(demo.json().path("held").asBoolean()).isFalse();
    }

    @Test
    void aBackupThatFailsIsReportedWithItsOwnProblem() {
        FaultRule unreadable =
                FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(404)).always();
        run(options -> options, lab -> lab.faults().add(unreadable));
        assertThat(demo.code()).isEqualTo(1);
        assertThat(demo.err())
                .contains("Code:       DISK-")
                .doesNotContain("INTERNAL-ERROR", "held.");
        assertThat(demo.json().path("problem").asString()).startsWith("DISK-");
    }

    private void run(UnaryOperator<LabOptions> change, Consumer<LabVCenter> started) {
        demo =
                new Commands(folder.resolve("home"))
                        .run(LabRoles.of(change, started), "demo", "--terminal", "--json");
    }

    /// The tour works in a folder of its own beside all homes, and leaves it to its user.
    @AfterEach
    void removeItsFolder() throws IOException {
        Matcher named = FOLDER.matcher(demo.err());
        assertThat(named.find()).as(demo.err()).isTrue();
        Path left = Path.of(named.group(1));
        try (Stream<Path> files = Files.walk(left)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(left).doesNotExist();
    }
}
