package io.sendense.engine.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/// Feeds one input and sees to it that little work was done for it. The processor's time counts: a
/// machine may stand still for longer than any input may take. Stateless.
final class Effort {
    /// A hundred times what the slowest input in the corpus takes.
    private static final long MOST_SECONDS = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Effort() {}

    /// As `Feed.take`.
    static boolean take(Feed feed, byte[] input) throws Exception {
        long begun = THREADS.getCurrentThreadCpuTime();
        boolean taken = feed.take(input);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(THREADS.getCurrentThreadCpuTime() - begun);
        if (seconds > MOST_SECONDS) {
            throw new AssertionError("an input took " + seconds + " s of a processor");
        }
        return taken;
    }
}
