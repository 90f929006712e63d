package io.sendense.ui.bench;

import java.io.IOException;
import java.util.Locale;

/// What the console cost in a while, as a row of a table. Immutable.
///
/// @param taken processor time; frames were not watched meanwhile
/// @param wall nanoseconds in which it was taken
/// @param frames those of another while as long
/// @param away how long the screen's thread answered nobody in that while
record Measured(String what, ThreadTimes taken, long wall, Frames frames, Heartbeat.Found away) {
    static final String HEAD =
            "| page | processor | screen | renderer | compiler | collector | frames a second "
                    + "| longest frame | 99 % | screen away | 99 % | busy | machine late | busy with |\n"
                    + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|";

    /// Something that goes on until a moment.
    interface Doing {
        void until(long nanoTime) throws InterruptedException;
    }

    /// Measures something that goes on, twice as long as is said.
    static Measured of(String what, long nanos, Doing doing)
            throws IOException, InterruptedException {
        ThreadTimes before = ThreadTimes.now();
        long begun = System.nanoTime();
        doing.until(begun + nanos);
        ThreadTimes taken = ThreadTimes.now().since(before);
        long wall = System.nanoTime() - begun;
        Frames.Watch drawn = new Frames.Watch();
        Heartbeat heart = Heartbeat.start();
        doing.until(System.nanoTime() + nanos);
        return new Measured(what, taken, wall, drawn.stop(), heart.stop());
    }

    /// The row.
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.0f "
                        + "| %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %.0f ms | %s |",
                what,
                taken.consolePercent(wall),
                taken.percent(ThreadTimes.Purpose.SCREEN, wall),
                taken.percent(ThreadTimes.Purpose.RENDERER, wall),
                taken.percent(ThreadTimes.Purpose.COMPILER, wall),
                taken.percent(ThreadTimes.Purpose.COLLECTOR, wall),
                frames.millis().size() / (wall / 1e9),
                frames.longest(),
                frames.most(),
                away.longest(),
                away.most(),
                away.busiest(),
                away.machine(),
                away.doing());
    }
}
