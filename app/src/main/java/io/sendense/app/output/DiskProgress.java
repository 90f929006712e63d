package io.sendense.app.output;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One disk as a command goes over it: a moving bar on a terminal, else a line every few seconds.
/// Thread-safe.
public final class DiskProgress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private static final long UNKNOWN = -1;

    private final Output output;
    private final String name;
    private final DiskBar.Drawing drawing;
    private final LongSupplier nanos;
    private long lastLine;
    private long startNanos;
    private long startBytes = UNKNOWN;
    private long doneBytes;
    private long plannedBytes;
    private @Nullable DiskBar bar;

    /// @param name of the disk, for people
    public DiskProgress(Output output, String name) {
        this(output, name, DiskBar::onTerminal, System::nanoTime);
    }

    /// With bars and a clock of one's own.
    ///
    /// @param nanos a clock that never goes back, in nanoseconds
    DiskProgress(Output output, String name, DiskBar.Drawing drawing, LongSupplier nanos) {
        this.output = output;
        this.name = name;
        this.drawing = drawing;
        this.nanos = nanos;
        this.lastLine = nanos.getAsLong();
    }

    /// Some more of the disk is dealt with. Where there is nothing to do, nothing is shown.
    public synchronized void reached(long done, long planned) {
        doneBytes = done;
        plannedBytes = planned;
        if (planned == 0) {
            return;
        }
        if (output.terminal()) {
            if (bar == null) {
                bar = drawing.draw(name, planned);
            }
            bar.move(done, planned);
            return;
        }
        long now = nanos.getAsLong();
        if (startBytes == UNKNOWN) {
            startBytes = done;
            startNanos = now;
        }
        if (now - lastLine >= LINE_EVERY_NANOS) {
            lastLine = now;
            output.note(line(now - startNanos));
        }
    }

    private String line(long tookNanos) {
        double percent = 100.0 * doneBytes / plannedBytes;
        return String.format(Locale.ROOT, "  %s %5.1f %%  %s", name, percent, text())
                + speed(tookNanos);
    }

    /// How fast it went since its first word, and how long the rest takes at that rate.
    private String speed(long tookNanos) {
        double perNano = (double) (doneBytes - startBytes) / tookNanos;
        if (tookNanos <= 0 || perNano <= 0) {
            return "";
        }
        Duration left = Duration.ofNanos((long) ((plannedBytes - doneBytes) / perNano));
        return "  %s  %s left"
                .formatted(Amount.rate((long) (perNano * 1_000_000_000)), Amount.time(left));
    }

    /// How far it came: `3.0 MiB of 8.0 MiB`.
    private String text() {
        return Amount.bytes(doneBytes) + " of " + Amount.bytes(plannedBytes);
    }

    /// Leaves the bar as it stands: other text may follow.
    public synchronized void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /// Says that the work was cancelled: how far it came, and what that leaves.
    ///
    /// @param left a sentence for people
    public synchronized void cancelled(String left) {
        end();
        output.line(
                Map.of("cancelled", true, "doneBytes", doneBytes, "plannedBytes", plannedBytes));
        output.note(
                (plannedBytes == 0 ? "Cancelled. " : "Cancelled after " + text() + ". ") + left);
    }

    @Override
    public void close() {
        end();
    }
}
