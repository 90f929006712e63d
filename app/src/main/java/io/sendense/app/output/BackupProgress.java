package io.sendense.app.output;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A run's disks as they go: a moving bar for each on a terminal, else a line for each every few
/// seconds. Thread-safe.
public final class BackupProgress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final Output output;
    private final Map<Integer, ProgressBar> bars = new HashMap<>();
    private long lastLines;

    public BackupProgress(Output output) {
        this.output = output;
        this.lastLines = System.nanoTime();
    }

    /// Shows the newest picture of the run.
    public synchronized void show(RunView run) {
        if (output.terminal()) {
            run.disks().stream()
                    .filter(disk -> disk.state() != DiskState.WAITING)
                    .forEach(this::move);
            return;
        }
        long now = System.nanoTime();
        boolean moving =
                run.disks().stream().anyMatch(disk -> disk.state() == DiskState.TRANSFERRING);
        if (moving && now - lastLines >= LINE_EVERY_NANOS) {
            lastLines = now;
            run.disks().forEach(disk -> output.note("  " + line(disk)));
        }
    }

    private void move(DiskView disk) {
        ProgressBar bar =
                bars.computeIfAbsent(
                        disk.key(),
                        _ ->
                                new ProgressBarBuilder()
                                        .setTaskName(disk.label())
                                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                                        .setUnit(" MiB", 1 << 20)
                                        .setInitialMax(disk.plannedBytes())
                                        .setUpdateIntervalMillis(250)
                                        .showSpeed()
                                        .build());
        bar.maxHint(disk.plannedBytes());
        bar.stepTo(disk.doneBytes());
    }

    /// One disk on one line.
    public static String line(DiskView disk) {
        double percent =
                disk.plannedBytes() == 0
                        ? (disk.state().ended() ? 100 : 0)
                        : 100.0 * disk.doneBytes() / disk.plannedBytes();
        return String.format(
                Locale.ROOT,
                "%-14s %5.1f %%  %10s of %-10s %14s  %s",
                disk.label(),
                percent,
                Amount.bytes(disk.doneBytes()),
                Amount.bytes(disk.plannedBytes()),
                disk.state() == DiskState.TRANSFERRING ? Amount.rate(disk.bytesPerSecond()) : "",
                disk.state().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public synchronized void close() {
        bars.values().forEach(ProgressBar::close);
        bars.clear();
    }
}
