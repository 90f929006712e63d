package io.sendense.ui.bench;

import io.sendense.ui.Console;
import io.sendense.ui.ConsoleOptions;
import io.sendense.ui.HomePlaces;
import io.sendense.ui.desktop.Desktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import jdk.jfr.FlightRecorder;

/// The console as its launcher starts it, on an engine under load, in a process of its own: goes
/// through the pages and prints what each costs.
///
/// Arguments: seconds for each page, and the first words of the pages wanted; all where there is
/// none.
public final class MeasuredConsole {
    /// An opening is over by then.
    private static final long OPENING_MILLIS = 3000;

    private final Operator operator;
    private final long nanos;
    private final List<String> wanted;

    private interface Opening {
        void open() throws InterruptedException;
    }

    private MeasuredConsole(long seconds, List<String> wanted) throws InterruptedException {
        this.nanos = TimeUnit.SECONDS.toNanos(seconds);
        this.wanted = wanted;
        this.operator = new Operator();
    }

    public static void main(String[] arguments) throws Exception {
        // Only where it is there before the toolkit does the toolkit tell it of its frames.
        FlightRecorder.getFlightRecorder();
        Load load = Load.begin(Instant.now());
        ScheduledExecutorService driver =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("bench-load").factory());
        Path folder = Files.createTempDirectory("console");
        ConsoleOptions options =
                new ConsoleOptions(
                        folder.resolve("console.json"),
                        new HomePlaces(folder, folder, folder, folder),
                        Desktop.none(),
                        () -> false,
                        Optional.empty());
        Thread measuring =
                Thread.ofPlatform().name("bench-measure").unstarted(() -> measure(arguments));
        Console.launch(
                _ -> {
                    long tick = Load.TICK.toMillis();
                    var _ =
                            driver.scheduleAtFixedRate(
                                    load::step, tick, tick, TimeUnit.MILLISECONDS);
                    measuring.start();
                    return load.engine();
                },
                options,
                InstantSource.system(),
                ZoneOffset.UTC);
        measuring.join();
    }

    private static void measure(String[] arguments) {
        int code = 1;
        try {
            List<String> wanted = List.of(arguments).subList(1, arguments.length);
            new MeasuredConsole(Long.parseLong(arguments[0]), wanted).run();
            code = 0;
        } catch (Exception | Error e) {
            e.printStackTrace();
        }
        // The console has no more to say, whatever it still does.
        Runtime.getRuntime().halt(code);
    }

    private void run() throws Exception {
        System.out.println(Measured.HEAD);
        page("dashboard", () -> operator.page("dashboard"));
        page("inventory", () -> operator.page("inventory"));
        page("tree, all lines open", this::openInventory);
        doing("scrolling the tree", this::scroll);
        doing("typing into its filter", this::type);
        page("jobs", () -> operator.page("jobs"));
        page("job's run", () -> openFirst("jobs"));
        page("runs", () -> operator.page("runs"));
        page("run", () -> openFirst("runs"));
        page("points", () -> operator.page("points"));
        page("repositories", () -> operator.page("repositories"));
        page("settings", () -> operator.page("settings"));
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty() || wanted.contains(name.split("\\W", 2)[0]);
    }

    private void openInventory() throws InterruptedException {
        operator.page("inventory");
        if (operator.openTree() < LargeSite.VMS) {
            throw new IllegalStateException("the tree has only " + operator.lines() + " lines");
        }
    }

    private void openFirst(String page) throws InterruptedException {
        operator.page(page);
        operator.openRow(0);
    }

    private void page(String name, Opening opening) throws Exception {
        if (!isWanted(name)) {
            return;
        }
        Frames.Watch drawn = new Frames.Watch();
        Heartbeat heart = Heartbeat.start();
        opening.open();
        Thread.sleep(OPENING_MILLIS);
        Heartbeat.Found away = heart.stop();
        Frames first = drawn.stop();
        // The compiler comes to rest.
        Thread.sleep(nanos / 2_000_000);
        show(name, end -> TimeUnit.NANOSECONDS.sleep(end - System.nanoTime()));
        System.out.printf(
                Locale.ROOT,
                "| %s, opened | | | | | | | %.0f ms | | %.0f ms | | %.0f ms | %.0f ms | %s |%n",
                name,
                first.longest(),
                away.longest(),
                away.busiest(),
                away.machine(),
                away.doing());
    }

    private void doing(String name, Measured.Doing doing) throws Exception {
        if (isWanted(name)) {
            openInventory();
            doing.until(System.nanoTime() + nanos / 2);
            show(name, doing);
        }
    }

    private void show(String name, Measured.Doing doing) throws Exception {
        System.gc();
        System.out.println(Measured.of(name, nanos, doing).row());
    }

    /// Down the tree and up again, some lines in each frame.
    private void scroll(long end) throws InterruptedException {
        operator.pointAt("#tree");
        int before = operator.firstLine();
        for (int notch = 0; System.nanoTime() < end; notch++) {
            operator.wheel(notch % 400 < 200 ? 3 : -3);
            Thread.sleep(16);
            if (notch == 100 && operator.firstLine() == before) {
                throw new IllegalStateException("the wheel does not move the tree");
            }
        }
    }

    /// Four letters, one by one, and back again.
    private void type(long end) throws InterruptedException {
        operator.focusSearch();
        int all = operator.lines();
        while (System.nanoTime() < end) {
            for (KeyCode key : List.of(KeyCode.D, KeyCode.B, KeyCode.MINUS, KeyCode.DIGIT0)) {
                operator.type(key);
                Thread.sleep(150);
            }
            Thread.sleep(300);
            if (operator.lines() == all) {
                throw new IllegalStateException("what was typed filters nothing");
            }
            for (int letter = 0; letter < 4; letter++) {
                operator.type(KeyCode.BACK_SPACE);
                Thread.sleep(150);
            }
            Thread.sleep(300);
        }
    }
}
