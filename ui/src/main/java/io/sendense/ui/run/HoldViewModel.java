package io.sendense.ui.run;

import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The snapshot that the shown run holds for a retry of its failed disks: for how long still, and
/// the way to ask for it. FX thread only.
public final class HoldViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final ProblemPresenter problems;
    private final InstantSource clock;
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper retryable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private @Nullable RunId shown;
    private boolean asked;

    HoldViewModel(EngineLink link, Texts texts, ProblemPresenter problems, InstantSource clock) {
        this.link = link;
        this.texts = texts;
        this.problems = problems;
        this.clock = clock;
    }

    void open(RunId run) {
        shown = run;
        asked = false;
        held.set(false);
        retryable.set(false);
        words.set("");
    }

    void show(RunView run) {
        boolean waits = run.state() == RunState.RUNNING && run.phase() == RunPhase.AWAITING_RETRY;
        asked = asked && waits;
        held.set(waits);
        retryable.set(waits && !asked);
        if (waits) {
            Instant now = clock.instant();
            Duration left = Duration.between(now, run.retryUntil().orElse(now));
            words.set(
                    texts.messages()
                            .text(
                                    "run.held",
                                    failed(run),
                                    texts.formats()
                                            .duration(Duration.ofSeconds(left.toSeconds()))));
        }
    }

    private static String failed(RunView run) {
        return run.disks().stream()
                .filter(disk -> disk.state() == DiskState.FAILED)
                .map(DiskView::label)
                .collect(Collectors.joining(", "));
    }

    /// Has the failed disks read again.
    void retry() {
        RunId run = shown;
        if (run == null || !retryable.get()) {
            return;
        }
        asked = true;
        retryable.set(false);
        link.tasks()
                .call(
                        () -> {
                            link.engine().retryDisks(run);
                            return run;
                        },
                        _ -> {},
                        why -> {
                            asked = false;
                            retryable.set(held.get());
                            problems.present(why);
                        });
    }

    ReadOnlyBooleanProperty heldProperty() {
        return held.getReadOnlyProperty();
    }

    /// Whether it may be asked for now: it is held, and nobody here has asked yet.
    ReadOnlyBooleanProperty retryableProperty() {
        return retryable.getReadOnlyProperty();
    }

    /// Which disks, and for how long still.
    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }
}
