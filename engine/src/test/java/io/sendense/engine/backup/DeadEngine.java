package io.sendense.engine.backup;

import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// An engine that stands still for ever in the middle of a run, and what a kill at this moment
/// leaves: its files. Closing lets it go on, so that it can be closed.
final class DeadEngine implements AutoCloseable {
    final RunId run;
    private final BackupFixture fixture;
    private final Stop stop;

    private DeadEngine(BackupFixture fixture, Stop stop) throws Exception {
        this.fixture = fixture;
        this.stop = stop;
        this.run = fixture.start();
        stop.reached.await();
    }

    /// Where threads come and do not go on.
    private static final class Stop {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch resurrection = new CountDownLatch(1);

        void when(boolean here) {
            boolean interrupted = false;
            while (here && resurrection.getCount() > 0) {
                reached.countDown();
                try {
                    resurrection.await();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Starts a run and stops its thread when something is recorded.
    static DeadEngine at(EventCode moment, BackupFixture fixture) throws Exception {
        Stop stop = new Stop();
        fixture.whenRecorded = event -> stop.when(event.code() == moment);
        return new DeadEngine(fixture, stop);
    }

    /// Starts a run and stops its thread when a phase begins.
    static DeadEngine at(RunPhase phase, BackupFixture fixture) throws Exception {
        Stop stop = new Stop();
        fixture.whenChanged = run -> stop.when(run.phase() == phase);
        return new DeadEngine(fixture, stop);
    }

    /// Copies what stands in its files into another folder.
    Path remains(Path folder) throws IOException {
        return remains(fixture, folder);
    }

    /// Copies what stands in an engine's files into another folder.
    static Path remains(BackupFixture fixture, Path folder) throws IOException {
        Path from = fixture.home.folder();
        Path to = folder.resolve("home");
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path path : all) {
            Path target = to.resolve(from.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else if (Files.isRegularFile(path)) {
                Files.copy(path, target);
            }
        }
        return folder;
    }

    @Override
    public void close() {
        stop.resurrection.countDown();
    }
}
