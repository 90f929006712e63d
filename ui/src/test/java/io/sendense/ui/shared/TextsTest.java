package io.sendense.ui.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import java.io.File;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Path home = Path.of("/home/operator").toAbsolutePath();
    private final Texts texts = Texts.of(Language.ENGLISH, ZoneOffset.UTC, home);

    @Test
    void anEventShowsSizesAndTimesAsTheTablesDo() {
        String sentence =
                sentence(
                        EventCode.DISK_COMPLETED,
                        Map.of(
                                "label", new Argument.Text("Hard disk 1"),
                                "written", new Argument.Bytes(341_770_240),
                                "zeroed", new Argument.Bytes(9L << 30),
                                "equal", new Argument.Bytes(0),
                                "time", new Argument.Time(Duration.ofSeconds(99))));
        assertThat(sentence)
                .contains(texts.formats().bytes(341_770_240))
                .contains(" 9 GiB ")
                .contains("0 bytes")
                .contains("1 min 39 s")
                .doesNotContain("341");
    }

    @Test
    void aProblemShowsTheExactSizeBesideTheRounded() {
        ProblemView words =
                texts.view(
                        Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                                .with("label", "Hard disk 1")
                                .with("export", "disk-2000")
                                .withBytes("expected", 109_521_666_048L)
                                .withBytes("found", 109_521_666_560L));
        assertThat(words.why())
                .contains("102 GiB (109,521,666,048 bytes)", "102 GiB (109,521,666,560 bytes)");
    }

    @Test
    void theUsersHomeIsShownAsATilde() {
        Path socket = home.resolve(".sendense").resolve("run").resolve("nbd.sock");
        assertThat(
                        sentence(
                                EventCode.DISK_EXPORTED,
                                Map.of(
                                        "label", new Argument.Text("Hard disk 1"),
                                        "export",
                                                new Argument.Text(
                                                        "nbd+unix:///disk-2000?socket=" + socket),
                                        "transport", new Argument.Text("folder"))))
                .contains("socket=~" + socket.toString().substring(home.toString().length()))
                .doesNotContain(home.toString());
    }

    @Test
    void whatCausedAProblemIsToldInTheSameLanguage() {
        Texts german = Texts.of(Language.GERMAN, ZoneId.of("Europe/Berlin"), home);
        Path folder = home.resolve("backups");
        Problem full =
                Problem.of(ProblemCode.DISK_WRITE_FAILED)
                        .with("label", "Hard disk 1")
                        .because(
                                new FileSystemException(
                                        folder.resolve("a").toString(),
                                        null,
                                        "Read-only file system"));
        assertThat(german.view(full).why())
                .isEqualTo(
                        "~%sbackups%sa: Das Dateisystem lässt sich nur lesen."
                                .formatted(File.separator, File.separator));
        Problem tooLarge =
                Problem.of(ProblemCode.POINT_DAMAGED)
                        .with("point", "aaaa")
                        .because(
                                Cause.of(CauseCode.FILE_SIZE_DIFFERS)
                                        .with("path", "config.xml")
                                        .withBytes("found", 1536)
                                        .withBytes("expected", 4096));
        assertThat(german.view(tooLarge).why())
                .startsWith(
                        "config.xml hat 1,50\u00a0KiB (1.536\u00a0Bytes), erwartet waren 4\u00a0KiB");
    }

    @Test
    void whatThePreflightRefusedIsToldInTheSameLanguage() {
        Concern concern = Concern.of(ConcernRule.CONFIGURATION_UNREADABLE).with("cause", "xyz");
        String english = texts.view(concern).what();
        Problem refused =
                Problem.of(ProblemCode.PREFLIGHT_REFUSED)
                        .with("vm", "db")
                        .because(
                                new Cause(CauseCode.CONCERN, concern.arguments())
                                        .with("detail", english))
                        .with("concern", concern.rule().id());
        Texts german = Texts.of(Language.GERMAN, ZoneId.of("Europe/Berlin"), home);
        assertThat(texts.view(refused).why()).startsWith(english);
        assertThat(german.view(refused).why())
                .startsWith(german.view(concern).what())
                .doesNotContain(english);
    }

    private String sentence(EventCode code, Map<String, Argument> arguments) {
        return texts.sentence(
                new RunEvent(
                        1, new RunId(1), Instant.parse("2026-11-22T20:15:00Z"), code, arguments));
    }
}
