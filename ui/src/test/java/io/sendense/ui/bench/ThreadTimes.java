package io.sendense.ui.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/// Processor time this process has taken until one moment, in nanoseconds, by what its threads are
/// for; from Linux's own books. Immutable.
record ThreadTimes(long all, Map<Purpose, Long> nanos) {
    private static final Path THREADS = Path.of("/proc/self/task");

    /// What threads are for, told by their names of 15 letters at most.
    enum Purpose {
        SCREEN("JavaFX Applicat"),
        RENDERER("QuantumRenderer"),
        COMPILER("C1 Compiler", "C2 Compiler"),
        COLLECTOR("VM Thread", "GC Thread"),
        /// The benchmark's: no part of the console.
        OWN("bench-", "JFR "),
        REST;

        private final String[] names;

        Purpose(String... names) {
            this.names = names;
        }

        private static Purpose of(String name) {
            for (Purpose purpose : values()) {
                for (String begin : purpose.names) {
                    if (name.startsWith(begin)) {
                        return purpose;
                    }
                }
            }
            return REST;
        }
    }

    static ThreadTimes now() throws IOException {
        Map<Purpose, Long> nanos = new EnumMap<>(Purpose.class);
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                try {
                    String name = Files.readString(thread.resolve("comm")).strip();
                    String run = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
                    nanos.merge(Purpose.of(name), Long.parseLong(run), Long::sum);
                } catch (NoSuchFileException _) {
                    // It has ended since.
                }
            }
        }
        return new ThreadTimes(processNanos(), nanos);
    }

    private static long processNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private long of(Purpose purpose) {
        return nanos.getOrDefault(purpose, 0L);
    }

    /// What was taken since an earlier moment. Threads that ended in between count among the rest.
    ThreadTimes since(ThreadTimes earlier) {
        Map<Purpose, Long> taken = new EnumMap<>(Purpose.class);
        long known = 0;
        for (Purpose purpose : Purpose.values()) {
            if (purpose != Purpose.REST) {
                long part = of(purpose) - earlier.of(purpose);
                taken.put(purpose, part);
                known += part;
            }
        }
        long total = all - earlier.all;
        taken.put(Purpose.REST, Math.max(0, total - known));
        return new ThreadTimes(total, taken);
    }

    /// The share of one processor that a purpose had of so many nanoseconds, in percent.
    double percent(Purpose purpose, long wall) {
        return 100.0 * of(purpose) / wall;
    }

    /// The same of the console: of all but the benchmark itself.
    double consolePercent(long wall) {
        return 100.0 * (all - of(Purpose.OWN)) / wall;
    }
}
