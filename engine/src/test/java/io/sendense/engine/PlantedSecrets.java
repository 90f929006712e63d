package io.sendense.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Looks after every test of every module for secrets that tests use, where none may be: in all
/// that is logged, in the logs, catalogs and other files that the test has left, and in the command
/// lines of child processes. JUnit finds it by itself; it fails the test at whose end something is
/// found.
///
/// Secrets carry one of these marks. Files that are there to hold one are passed over by their
/// names.
public final class PlantedSecrets implements BeforeAllCallback, AfterEachCallback {
    /// Every secret that a test makes up has one of these in it.
    static final List<String> MARKS =
            List.of("planted-", "Wolkenkratzer4711Zitrone", "p\u00e4ss \"w\u00f6rd\"");

    private static final long MOST_BYTES = 64L << 20;
    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
    private static final Ear EAR = new Ear();

    @Override
    public void beforeAll(ExtensionContext context) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (!root.isAttached(EAR)) {
            EAR.setContext(root.getLoggerContext());
            EAR.start();
            root.addAppender(EAR);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        String logged = LOGGED.poll();
        if (logged != null) {
            LOGGED.clear();
            throw new AssertionError("a planted secret was logged: " + logged);
        }
        childrensArguments();
        for (Object test : context.getRequiredTestInstances().getAllInstances()) {
            for (Field field : test.getClass().getDeclaredFields()) {
                if (field.isAnnotationPresent(TempDir.class) && field.getType() == Path.class) {
                    field.setAccessible(true);
                    scan((Path) field.get(test));
                }
            }
        }
    }

    private static void childrensArguments() {
        ProcessHandle.current()
                .descendants()
                .map(child -> Path.of("/proc", Long.toString(child.pid()), "cmdline"))
                .forEach(line -> {
                    try {
                        requireNone(Files.readString(line), "the arguments of a process");
                    } catch (IOException _) {
                        // It has ended, or this system has no such files.
                    }
                });
    }

    /// Logs, databases with their traces, and whatever is JSON or settings.
    static void scan(Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(PlantedSecrets::isLookedAt).toList()) {
                requireNone(new String(Files.readAllBytes(file), UTF_8), file.toString());
            }
        } catch (UncheckedIOException _) {
            // A process that the test has left to itself is still removing files.
        }
    }

    private static boolean isLookedAt(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && name.matches(".*\\.(log|db|json|properties|txt|xml)")
                && file.toFile().length() < MOST_BYTES;
    }

    private static void requireNone(String text, String where) {
        for (String mark : MARKS) {
            if (text.contains(mark)) {
                throw new AssertionError("a planted secret stands in " + where);
            }
        }
    }

    private static final class Ear extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            String text = event.getFormattedMessage();
            String all =
                    event.getThrowableProxy() == null
                            ? text
                            : text + ThrowableProxyUtil.asString(event.getThrowableProxy());
            if (MARKS.stream().anyMatch(all::contains)) {
                LOGGED.add(event.getLoggerName() + ", " + event.getLevel());
            }
        }
    }
}
