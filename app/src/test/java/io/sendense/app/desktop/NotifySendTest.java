package io.sendense.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.ui.desktop.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Against a program of that name which writes down what it was called with.
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class NotifySendTest {
    @TempDir private Path folder;
    private final CountDownLatch opened = new CountDownLatch(1);

    private NotifySend program(String does) throws IOException {
        Path program = folder.resolve("notify-send");
        Files.writeString(
                program,
                "#!/bin/sh\nfor word in \"$@\"; do echo \"$word\"; done >>'%s'\n%s\n"
                        .formatted(folder.resolve("words"), does));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return NotifySend.find("/no/such/folder:" + folder).orElseThrow();
    }

    private Notice notice(Notice.Level level) {
        return new Notice("--help; $(reboot)", "a <b> & c", level, opened::countDown);
    }

    private List<String> words() throws IOException {
        return Files.readAllLines(folder.resolve("words"));
    }

    @Test
    void tellsNamesAsWhatTheyAreAndHearsTheClick() throws Exception {
        NotifySend program = program("echo default");
        assertThat(program.tell(notice(Notice.Level.BAD))).isTrue();
        assertThat(opened.await(60, TimeUnit.SECONDS)).as("opened by the click").isTrue();
        assertThat(words()).contains("--urgency=critical");
        assertThat(words().subList(words().indexOf("--"), words().size()))
                .containsExactly("--", "--help; $(reboot)", "a &lt;b&gt; &amp; c");
    }

    @Test
    void goesOnWhileTheNoticeIsShown() throws Exception {
        NotifySend program = program("sleep 4; echo default");
        assertThat(program.tell(notice(Notice.Level.GOOD))).isTrue();
        assertThat(opened.getCount()).isEqualTo(1);
        assertThat(opened.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(words()).contains("--urgency=normal");
    }

    @Test
    void doesWithoutClicksWhereTheProgramKnowsNone() throws Exception {
        NotifySend program = program("case \"$*\" in *--action*) exit 1;; esac");
        assertThat(program.tell(notice(Notice.Level.GOOD))).isTrue();
        assertThat(opened.getCount()).isEqualTo(1);
    }

    @Test
    void saysWhereNothingWasTold() throws Exception {
        assertThat(program("exit 1").tell(notice(Notice.Level.GOOD))).isFalse();
        assertThat(NotifySend.find("/no/such/folder")).isEmpty();
        assertThat(NotifySend.find(null)).isEmpty();
    }
}
