package io.sendense.app.output;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/// The disks of one or several runs as they go: a moving bar for each on a terminal, else a line
/// for each every few seconds. Thread-safe.
public final class BackupProgress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final Output output;
    private final DiskBar.Drawing drawing;
    private final LongSupplier nanos;
    private final Map<BarKey, DiskBar> bars = new LinkedHashMap<>();
    private final Map<RunId, Long> lastLines = new HashMap<>();

    /// One disk of one run: other VMs have disks with the same keys.
    private record BarKey(RunId run, int disk) {}

    public BackupProgress(Output output) {
        this(output, DiskBar::onTerminal, System::nanoTime);
    }

    /// With bars and a clock of one's own.
    ///
    /// @param nanos a clock that never goes back, in nanoseconds
    BackupProgress(Output output, DiskBar.Drawing drawing, LongSupplier nanos) {
        this.output = output;
        this.drawing = drawing;
        this.nanos = nanos;
    }

    /// Shows the newest picture of a run.
    public synchronized void show(RunView run) {
        if (output.terminal()) {
            run.disks().stream()
                    .filter(disk -> disk.state() != DiskState.WAITING)
                    .forEach(disk -> move(run, disk));
        } else {
            lines(run);
        }
    }

    private void move(RunView run, DiskView disk) {
        bars.computeIfAbsent(
                        new BarKey(run.id(), disk.key()),
                        _ -> drawing.draw(name(run, disk), disk.plannedBytes()))
                .move(disk.doneBytes(), disk.plannedBytes());
    }

    private void lines(RunView run) {
        long now = nanos.getAsLong();
        long last = lastLines.computeIfAbsent(run.id(), _ -> now);
        boolean moving =
                run.disks().stream().anyMatch(disk -> disk.state() == DiskState.TRANSFERRING);
        if (moving && now - last >= LINE_EVERY_NANOS) {
            lastLines.put(run.id(), now);
            run.disks().forEach(disk -> output.note("  " + line(name(run, disk), disk)));
        }
    }

    private static String name(RunView run, DiskView disk) {
        return run.vmName() + ", " + disk.label();
    }

    /// One disk on one line, where its VM is known.
    public static String line(DiskView disk) {
        return line(disk.label(), disk);
    }

    private static String line(String name, DiskView disk) {
        double percent =
                disk.plannedBytes() == 0
                        ? (disk.state().ended() ? 100 : 0)
                        : 100.0 * disk.doneBytes() / disk.plannedBytes();
        return String.format(
                Locale.ROOT,
                "%-14s %5.1f %%  %10s of %-10s %14s  %s",
                name,
                percent,
                Amount.bytes(disk.doneBytes()),
                Amount.bytes(disk.plannedBytes()),
                disk.state() == DiskState.TRANSFERRING ? Amount.rate(disk.bytesPerSecond()) : "",
                disk.state().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public synchronized void close() {
        bars.values().forEach(DiskBar::close);
        bars.clear();
    }
}
