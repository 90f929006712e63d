package io.sendense.ui;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.ui.frame.ConsoleSettings;
import io.sendense.ui.frame.SettingsFile;
import io.sendense.ui.frame.WindowClass;
import io.sendense.ui.shared.FxTasks;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.application.Platform;

/// The console's entry. No `javafx.application.Application`: that would have to make itself, and
/// could be given neither engine nor options. Instead the toolkit is started and the window opened
/// on it.
public final class Console {
    private Console() {}

    /// Opens the window, and returns when it is closed. Once per process.
    ///
    /// @param engine opened after the window is shown; what it gave is the caller's to close
    ///   afterwards, also where the window was closed before it was open
    /// @param clock tells whether a certificate has expired
    /// @param zone in which times are shown
    /// @throws EngineException `DISPLAY-MISSING`: there is no screen to open a window on
    public static void launch(
            EngineSupplier engine, ConsoleOptions options, InstantSource clock, ZoneId zone)
            throws EngineException, InterruptedException {
        SettingsFile file = new SettingsFile(options.settings());
        ConsoleSettings settings = file.read();
        CompletableFuture<ConsoleSettings> closed = new CompletableFuture<>();
        boolean started = false;
        ConsoleSettings last = settings;
        try (FxTasks tasks = new FxTasks()) {
            Language language = settings.language().language(Locale.getDefault());
            Texts texts = Texts.of(language, zone, Path.of(System.getProperty("user.home")));
            ConsoleWindow.Parts parts =
                    new ConsoleWindow.Parts(tasks, texts, clock, options, file::write);
            start(() -> open(parts, settings, engine, closed));
            started = true;
            last = closed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the console's window cannot be made", e.getCause());
        } finally {
            // The exit of a toolkit that never started waits for its start, for ever.
            if (started) {
                Platform.exit();
            }
        }
        // Only now does no task write any more.
        file.write(last);
    }

    private static void start(Runnable first) throws EngineException {
        try {
            // The console goes on without a window where the operator wants that.
            Platform.setImplicitExit(false);
            Platform.startup(first);
        } catch (IllegalStateException e) {
            // Started before: a bug, and no matter of the display.
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw Problem.of(ProblemCode.DISPLAY_MISSING).because(e).toException(e);
        }
    }

    private static void open(
            ConsoleWindow.Parts parts,
            ConsoleSettings settings,
            EngineSupplier engine,
            CompletableFuture<ConsoleSettings> closed) {
        try {
            WindowClass.set();
            new ConsoleWindow(parts, settings, closed::complete).open(engine);
        } catch (RuntimeException | Error e) {
            closed.completeExceptionally(e);
        }
    }
}
