package io.sendense.ui.points;

import io.sendense.engine.VerifyView;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.WatchedCall;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableDoubleValue;

/// The verification of one restore point, which goes on while others are looked at. FX thread only.
final class Verification {
    private final EngineLink link;
    private final Texts texts;
    private final ProblemPresenter problems;
    private final Runnable ended;
    private final WatchedCall call;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper result = new ReadOnlyStringWrapper("");

    /// @param ended told when the engine has stored what was found
    Verification(
            EngineLink link,
            Texts texts,
            ProblemPresenter problems,
            InstantSource clock,
            Runnable ended) {
        this.link = link;
        this.texts = texts;
        this.problems = problems;
        this.ended = ended;
        this.call = new WatchedCall(link.tasks(), clock);
        call.stepProperty().subscribe(this::show);
    }

    private void show(WatchedCall.Step step) {
        words.set(
                step.total() <= 0
                        ? texts.messages().text("points.verify.begins")
                        : ProgressWords.of(step, texts));
    }

    /// Verifies a point with everything below it.
    ///
    /// @param name what the point is called on screen
    void start(String point, String name) {
        title.set(texts.messages().text("points.verify.title", name));
        result.set("");
        call.start(
                progress -> link.engine().verify(point, progress),
                found -> {
                    result.set(sentence(name, found));
                    ended.run();
                },
                why -> {
                    ended.run();
                    problems.present(why);
                });
    }

    private String sentence(String name, VerifyView found) {
        return found.sound()
                ? texts.messages()
                        .text(
                                "points.verify.sound",
                                name,
                                texts.formats().bytes(found.checkedBytes()))
                : texts.messages().text("points.verify.damaged", name, found.findings().size());
    }

    void cancel() {
        call.cancel();
        result.set(texts.messages().text("points.verify.cancelled"));
    }

    ReadOnlyBooleanProperty runningProperty() {
        return call.runningProperty();
    }

    ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    ReadOnlyStringProperty wordsProperty() {
        return words.getReadOnlyProperty();
    }

    /// What came of the last one; empty before the first.
    ReadOnlyStringProperty resultProperty() {
        return result.getReadOnlyProperty();
    }

    ObservableDoubleValue fraction() {
        return call.fraction();
    }
}
