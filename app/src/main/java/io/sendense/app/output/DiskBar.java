package io.sendense.app.output;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/// One disk's moving bar on a terminal. Used from one thread at a time.
interface DiskBar extends AutoCloseable {
    /// The exit code by which the JVM, too, tells of Ctrl+C.
    int INTERRUPTED = 130;

    void move(long doneBytes, long plannedBytes);

    /// Leaves the bar as it stands.
    @Override
    void close();

    /// Makes a bar.
    @FunctionalInterface
    interface Drawing {
        DiskBar draw(String name, long plannedBytes);
    }

    /// Bars on the terminal.
    static DiskBar onTerminal(String name, long plannedBytes) {
        ProgressBar bar =
                new ProgressBarBuilder()
                        .setTaskName(name)
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                        .setUnit(" MiB", 1 << 20)
                        .setInitialMax(plannedBytes)
                        .setUpdateIntervalMillis(250)
                        .showSpeed()
                        .build();
        // With the first bar JLine opened the terminal, from when on Ctrl+C would end the process
        // where it is. JLine gives the JVM's own way back when the last bar is closed.
        Signals.register("INT", () -> Runtime.getRuntime().exit(INTERRUPTED));
        return new OnTerminal(bar);
    }

    /// The library's bar.
    record OnTerminal(ProgressBar bar) implements DiskBar {
        @Override
        public void move(long doneBytes, long plannedBytes) {
            bar.maxHint(plannedBytes);
            bar.stepTo(doneBytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
