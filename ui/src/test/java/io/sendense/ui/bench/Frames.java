package io.sendense.ui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// How long the frames took that the toolkit drew in a while, by its own events: from the first
/// phase of a pulse on its thread to the last on the renderer's. Immutable.
///
/// @param millis of each frame, ascending
record Frames(List<Double> millis) {
    /// Takes part in everything the toolkit draws until it is stopped.
    static final class Watch {
        private final Recording recording = new Recording();

        Watch() {
            recording.enable("javafx.PulsePhase").withoutThreshold().withoutStackTrace();
            recording.start();
        }

        Frames stop() throws IOException {
            recording.stop();
            Path file = Files.createTempFile("frames", ".jfr");
            try {
                recording.dump(file);
                return Frames.of(RecordingFile.readAllEvents(file));
            } finally {
                recording.close();
                Files.delete(file);
            }
        }
    }

    private static Frames of(List<RecordedEvent> events) {
        Map<Integer, Instant> begins = new TreeMap<>();
        Map<Integer, Instant> ends = new TreeMap<>();
        for (RecordedEvent event : events) {
            int pulse = event.getInt("pulseId");
            begins.merge(pulse, event.getStartTime(), (a, b) -> a.isBefore(b) ? a : b);
            ends.merge(pulse, event.getEndTime(), (a, b) -> a.isAfter(b) ? a : b);
        }
        List<Double> millis = new ArrayList<>();
        begins.forEach(
                (pulse, begin) -> millis.add(millis(Duration.between(begin, ends.get(pulse)))));
        return new Frames(millis.stream().sorted().toList());
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    double longest() {
        return millis.isEmpty() ? 0 : millis.getLast();
    }

    /// What 99 of 100 frames did not exceed.
    double most() {
        return millis.isEmpty() ? 0 : millis.get((millis.size() - 1) * 99 / 100);
    }
}
