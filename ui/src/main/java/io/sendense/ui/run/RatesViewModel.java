package io.sendense.ui.run;

import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.transfers.RatePoint;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// How fast the shown run was over its time: asked for when it is opened, every two seconds while
/// something happens in it, and when it has ended. FX thread only.
final class RatesViewModel {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final EngineLink link;
    private final ReadOnlyObjectWrapper<List<RatePoint>> points =
            new ReadOnlyObjectWrapper<>(List.of());
    private @Nullable RunId shown;
    private boolean planned;

    RatesViewModel(EngineLink link) {
        this.link = link;
    }

    void open(RunId run) {
        shown = run;
        points.set(List.of());
        ask(run);
    }

    /// Takes the newest state of the run.
    void show(RunView run) {
        if (run.state().ended()) {
            ask(run.id());
        } else if (!planned) {
            planned = true;
            link.tasks()
                    .onScreenAfter(
                            PAUSE,
                            () -> {
                                planned = false;
                                ask(run.id());
                            });
        }
    }

    private void ask(RunId run) {
        if (!run.equals(shown)) {
            return;
        }
        link.tasks()
                .call(
                        () -> link.engine().rates(run),
                        samples -> show(run, samples),
                        _ -> {
                            // What is wrong is said by those who ask for the run itself.
                        });
    }

    private void show(RunId run, List<RateSample> samples) {
        if (run.equals(shown)) {
            points.set(
                    samples.stream()
                            .map(sample ->
                                    new RatePoint(
                                            sample.at().toMillis(),
                                            sample.bytesPerSecond(),
                                            sample.doneBytes()))
                            .toList());
        }
    }

    ReadOnlyObjectProperty<List<RatePoint>> pointsProperty() {
        return points.getReadOnlyProperty();
    }
}
