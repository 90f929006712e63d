package io.sendense.ui.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;

/// Knocks at the screen's thread every ten milliseconds, and notes how long it takes until it
/// answers: whatever an operator does meanwhile waits as long. Of that, what the thread itself
/// worked: the rest is the renderer's and the machine's part, of which how late its own thread
/// wakes tells. Where it works long, what at.
final class Heartbeat {
    private static final long BEAT_MILLIS = 10;

    /// A wait that somebody may notice; from then on the thread is looked at.
    private static final long LONG_MILLIS = 25;

    private static final int FRAMES_TOLD = 4;

    private final Thread thread = Thread.ofPlatform().name("bench-heart").unstarted(this::beat);
    private final List<Double> waits = new ArrayList<>();
    private volatile boolean stopped;
    private double machine;
    private double busiest;
    private String doing = "";

    /// What it found. Immutable.
    ///
    /// @param longest wait, in milliseconds
    /// @param most what 99 of 100 did not exceed
    /// @param machine longest that this thread itself was kept from running
    /// @param busiest most processor time that the thread took in one wait, in milliseconds
    /// @param doing where the thread was in its busiest wait, the console's own methods alone;
    ///   empty where no wait was long
    record Found(double longest, double most, double machine, double busiest, String doing) {}

    static Heartbeat start() {
        Heartbeat heartbeat = new Heartbeat();
        heartbeat.thread.start();
        return heartbeat;
    }

    private void beat() {
        try {
            Thread screen = Operator.onScreen(Thread::currentThread);
            ThreadMXBean books = ManagementFactory.getThreadMXBean();
            while (!stopped) {
                long before = System.nanoTime();
                Thread.sleep(BEAT_MILLIS);
                machine = Math.max(machine, millisSince(before) - BEAT_MILLIS);
                long worked = books.getThreadCpuTime(screen.threadId());
                long knocked = System.nanoTime();
                CountDownLatch answered = new CountDownLatch(1);
                Platform.runLater(() -> {
                    waits.add(millisSince(knocked));
                    answered.countDown();
                });
                String seen = "";
                if (!answered.await(LONG_MILLIS, TimeUnit.MILLISECONDS)) {
                    seen = own(screen);
                    answered.await();
                }
                double busy = (books.getThreadCpuTime(screen.threadId()) - worked) / 1e6;
                if (busy > busiest) {
                    busiest = busy;
                    doing = seen;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static String own(Thread screen) {
        List<String> frames =
                Stream.of(screen.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("io.sendense"))
                        .limit(FRAMES_TOLD)
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .toList();
        return frames.isEmpty()
                ? "the toolkit: " + toolkit(screen)
                : frames.stream().collect(Collectors.joining(" < "));
    }

    private static String toolkit(Thread screen) {
        return Stream.of(screen.getStackTrace())
                .map(frame -> Map.entry(frame.getFileName() + "", frame.getMethodName()))
                .limit(FRAMES_TOLD)
                .map(frame -> frame.getKey().replace(".java", ".") + frame.getValue())
                .collect(Collectors.joining(" < "));
    }

    Found stop() throws InterruptedException {
        stopped = true;
        thread.join();
        List<Double> sorted = waits.stream().sorted().toList();
        double most = sorted.get((sorted.size() - 1) * 99 / 100);
        return new Found(sorted.getLast(), most, machine, busiest, doing);
    }
}
