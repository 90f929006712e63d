package io.sendense.app.desktop;

import io.sendense.ui.desktop.Notice;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices through `notify-send`, the program that Linux desktops have for it. Thread-safe.
///
/// What is told are names and sentences, never secrets: arguments of a process can be read by every
/// user of the machine.
final class NotifySend {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySend.class);
    private static final String CLICKED = "default";

    /// How long one that cannot tell takes to say so, at most.
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    /// How long a click is waited for. The desktop keeps the notice longer than that only in a
    /// list.
    private static final Duration CLICK = Duration.ofMinutes(10);

    private final Path program;

    private NotifySend(Path program) {
        this.program = program;
    }

    /// Looks for the program.
    ///
    /// @param path folders as the environment has them
    static Optional<NotifySend> find(@Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "notify-send"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(NotifySend::new);
    }

    /// Tells something. Returns when the desktop has taken or refused it, at the latest after four
    /// seconds.
    boolean tell(Notice notice) {
        // One that is older than 0.8 knows no actions: then the notice cannot be clicked.
        return told(notice, List.of("--action=" + CLICKED + "=Sendense", "--wait"))
                || told(notice, List.of());
    }

    private boolean told(Notice notice, List<String> options) {
        Process process;
        try {
            process =
                    new ProcessBuilder(command(notice, options))
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            LOG.info("{} does not start: {}", program, e.toString());
            return false;
        }
        try {
            if (process.waitFor(REFUSAL.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean taken = process.exitValue() == 0;
                if (taken) {
                    openIfClicked(process, notice);
                }
                return taken;
            }
            Thread.ofVirtual().name("notice").start(() -> awaitClick(process, notice));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            return false;
        }
    }

    private List<String> command(Notice notice, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add("--app-name=Sendense");
        command.add(
                notice.level() == Notice.Level.GOOD ? "--urgency=normal" : "--urgency=critical");
        command.addAll(options);
        // Whatever a VM is called, it is no option, and no markup.
        command.add("--");
        command.add(notice.title());
        command.add(escaped(notice.text()));
        return command;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void awaitClick(Process process, Notice notice) {
        try {
            if (process.waitFor(CLICK.toMillis(), TimeUnit.MILLISECONDS)) {
                openIfClicked(process, notice);
            } else {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void openIfClicked(Process process, Notice notice) {
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (said.strip().equals(CLICKED)) {
                notice.opened().run();
            }
        } catch (IOException e) {
            LOG.debug("what was clicked cannot be read", e);
        }
    }
}
