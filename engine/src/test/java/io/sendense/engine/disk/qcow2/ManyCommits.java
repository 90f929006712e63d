package io.sendense.engine.disk.qcow2;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.sendense.engine.disk.image.CommitProgress;
import io.sendense.engine.disk.image.LayerCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A process that works on several layers, each in a thread of its own: resizes the layer, commits
/// and empties it, and gives its backing file another name. Says of each layer which phase it
/// enters and when, `3 COPYING 123456` (nanoseconds), in the end `3 DONE 234567`.
///
/// Sends itself SIGKILL so many nanoseconds after one of the layers entered a phase: what another
/// process could not time as well.
public final class ManyCommits {
    private static final int SIGKILL = 9;

    private final Path folder;
    private final long size;
    private final String deadly;
    private final long patience;
    private volatile long killAt;

    private ManyCommits(Path folder, long size, String deadly, long patience) {
        this.folder = folder;
        this.size = size;
        this.deadly = deadly;
        this.patience = patience;
    }

    /// What is done to a layer, in this order.
    enum Phase {
        RESIZING,
        GROWING,
        COPYING,
        FLUSHING,
        EMPTYING,
        REBASING,
        DONE
    }

    /// @param arguments folder, number of layers, their new size, the line after which to die
    ///   without its time, nanoseconds after it
    public static void main(String[] arguments) throws Exception {
        ManyCommits commits =
                new ManyCommits(
                        Path.of(arguments[0]),
                        Long.parseLong(arguments[2]),
                        arguments[3],
                        Long.parseLong(arguments[4]));
        commits.awaitDeath();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            int number = i;
            Thread.ofPlatform().start(() -> commits.work(number));
        }
    }

    private void awaitDeath() {
        MethodHandle kill = kill();
        int self = (int) ProcessHandle.current().pid();
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (killAt == 0) {
                        LockSupport.parkNanos(20_000);
                    }
                    while (System.nanoTime() < killAt) {
                        Thread.onSpinWait();
                    }
                    try {
                        int ignored = (int) kill.invokeExact(self, SIGKILL);
                    } catch (Throwable t) {
                        throw new IllegalStateException(t);
                    }
                });
    }

    @SuppressWarnings("restricted") // kill(2) of ourselves
    private static MethodHandle kill() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("kill").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    }

    private void work(int number) {
        Path layer = folder.resolve("top-" + number + ".qcow2");
        try {
            BackingFiles files = BackingFiles.within(folder);
            enter(number, Phase.RESIZING);
            Qcow2Resize.run(layer, size, false, files);
            LayerCommit.run(layer, files, LayerCommit.Layer.EMPTIED, new Phases(number));
            enter(number, Phase.REBASING);
            BackingChange.run(
                    layer, new BackingName("also-" + number + ".qcow2", Optional.of("qcow2")));
            enter(number, Phase.DONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void enter(int number, Phase phase) {
        long now = System.nanoTime();
        String line = number + " " + phase;
        System.out.println(line + " " + now);
        if (line.equals(deadly)) {
            killAt = System.nanoTime() + patience;
        }
    }

    /// Passes a commit's phases on.
    private final class Phases implements CommitProgress {
        private final int number;

        Phases(int number) {
            this.number = number;
        }

        @Override
        public void entered(CommitProgress.Phase phase) {
            enter(number, ManyCommits.Phase.valueOf(phase.name()));
        }

        @Override
        public void reached(long doneBytes, long plannedBytes) {
            // The phases are enough.
        }
    }
}
