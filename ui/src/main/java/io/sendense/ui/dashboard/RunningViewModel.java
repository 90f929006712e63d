package io.sendense.ui.dashboard;

import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The living runs and what they move together, with every drain of the feed. FX thread only.
public final class RunningViewModel {
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final int SAMPLES = 60;

    private final EngineLink link;
    private final Texts texts;
    private final ObservableList<RunningLine> lines = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper rate = new ReadOnlyStringWrapper(Formats.NONE);
    private final Deque<Long> samples = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<List<Long>> rates = new ReadOnlyObjectWrapper<>(List.of());
    private boolean sampling;

    RunningViewModel(EngineLink link, Texts texts) {
        this.link = link;
        this.texts = texts;
        link.runs()
                .watch(changes -> {
                    if (!changes.runs().isEmpty()) {
                        show();
                    }
                });
        show();
    }

    private void show() {
        List<RunView> living = link.runs().living();
        List<RunningLine> now = living.stream().map(this::line).toList();
        if (!lines.equals(now)) {
            lines.setAll(now);
        }
        rate.set(texts.formats().rate(total()));
        if (!living.isEmpty() && !sampling) {
            sampling = true;
            sample();
        }
    }

    private RunningLine line(RunView run) {
        double fraction =
                run.plannedBytes() == 0 ? 0 : (double) run.doneBytes() / run.plannedBytes();
        String words =
                run.phase() == RunPhase.TRANSFER
                        ? texts.messages()
                                .text(
                                        "dashboard.running.amount",
                                        texts.formats().bytes(run.doneBytes()),
                                        texts.formats().bytes(run.plannedBytes()))
                        : texts.badge(run.state()).text();
        return new RunningLine(
                run.id().value(), run.vmName(), words, fraction, texts.formats().rate(rate(run)));
    }

    private static long rate(RunView run) {
        return run.disks().stream().mapToLong(DiskView::bytesPerSecond).sum();
    }

    private long total() {
        return link.runs().living().stream().mapToLong(RunningViewModel::rate).sum();
    }

    /// Once a second while something runs.
    private void sample() {
        if (link.runs().living().isEmpty()) {
            sampling = false;
            samples.clear();
        } else {
            samples.addLast(total());
            if (samples.size() > SAMPLES) {
                samples.removeFirst();
            }
            link.tasks().onScreenAfter(SAMPLE, this::sample);
        }
        rates.set(List.copyOf(samples));
    }

    ObservableList<RunningLine> lines() {
        return lines;
    }

    /// What all living runs move in a second, in words.
    ReadOnlyStringProperty rateProperty() {
        return rate.getReadOnlyProperty();
    }

    /// The same over the last minute, one a second, in bytes; empty while nothing runs.
    ReadOnlyObjectProperty<List<Long>> ratesProperty() {
        return rates.getReadOnlyProperty();
    }
}
