package io.sendense.ui.run;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.util.List;
import java.util.stream.LongStream;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// How fast the shown run may read, and all runs together. FX thread only.
public final class SpeedViewModel {
    private static final long MIB = 1 << 20;
    private static final long[] RATES_MIB = {1, 5, 10, 25, 50, 100, 200, 500};

    private final EngineLink link;
    private final Messages messages;
    private final Formats formats;
    private final ProblemPresenter problems;
    private final ReadOnlyLongWrapper ofRun = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper ofAll = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private @Nullable RunId shown;

    public SpeedViewModel(
            EngineLink link, Messages messages, Formats formats, ProblemPresenter problems) {
        this.link = link;
        this.messages = messages;
        this.formats = formats;
        this.problems = problems;
        showWords();
    }

    /// Turns to a run, and asks how fast all may be.
    void open(RunId run) {
        shown = run;
        ofRun.set(0);
        showWords();
        link.tasks()
                .call(
                        () -> link.engine().limits(),
                        limits -> showAll(limits.bandwidth()),
                        problems::present);
    }

    void show(RunView run) {
        if (run.id().equals(shown)) {
            ofRun.set(run.bandwidth().bytesPerSecond());
            showWords();
        }
    }

    private void showAll(Bandwidth bandwidth) {
        ofAll.set(bandwidth.bytesPerSecond());
        showWords();
    }

    /// The lower of both is what is felt.
    private void showWords() {
        long felt =
                LongStream.of(ofRun.get(), ofAll.get()).filter(rate -> rate > 0).min().orElse(0);
        words.set(
                felt == 0
                        ? messages.text("run.speed.unlimited")
                        : messages.text("run.speed.limited", formats.rate(felt)));
    }

    /// What can be chosen; `now` stands among it, whatever it is.
    List<Speed> choices(long now) {
        return LongStream.concat(
                        LongStream.of(0, now), LongStream.of(RATES_MIB).map(rate -> rate * MIB))
                .sorted()
                .distinct()
                .mapToObj(rate ->
                        new Speed(
                                rate,
                                rate == 0 ? messages.text("run.speed.none") : formats.rate(rate)))
                .toList();
    }

    /// Sets what the shown run may read in a second; its news tell when that holds.
    void limitRun(long bytesPerSecond) {
        RunId run = shown;
        if (run == null) {
            return;
        }
        link.tasks()
                .call(
                        () -> {
                            link.engine().limitRun(run, new Bandwidth(bytesPerSecond));
                            return run;
                        },
                        _ -> {},
                        problems::present);
    }

    /// Sets what all runs together may read in a second.
    void limitAll(long bytesPerSecond) {
        Bandwidth wanted = new Bandwidth(bytesPerSecond);
        link.tasks().call(() -> setAll(wanted), this::showAll, problems::present);
    }

    private Bandwidth setAll(Bandwidth wanted) throws EngineException, InterruptedException {
        link.engine().setLimits(link.engine().limits().with(wanted));
        return wanted;
    }

    ReadOnlyLongProperty ofRunProperty() {
        return ofRun.getReadOnlyProperty();
    }

    ReadOnlyLongProperty ofAllProperty() {
        return ofAll.getReadOnlyProperty();
    }

    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }
}
