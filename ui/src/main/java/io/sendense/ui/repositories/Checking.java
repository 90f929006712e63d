package io.sendense.ui.repositories;

import io.sendense.engine.RepositoryCheck;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.bridge.WatchedCall;
import io.sendense.ui.frame.ProblemPresenter;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.time.InstantSource;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableDoubleValue;

/// The check of one repository. FX thread only.
final class Checking {
    private final EngineLink link;
    private final Texts texts;
    private final ProblemPresenter problems;
    private final Runnable ended;
    private final WatchedCall call;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper result = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> first =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean bytes;

    Checking(
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
        Formats formats = texts.formats();
        Messages messages = texts.messages();
        if (step.total() <= 0) {
            words.set(messages.text("repositories.check.begins"));
        } else if (bytes && step.perSecond() > 0) {
            words.set(
                    messages.text(
                            "repositories.check.bytes",
                            formats.percent(step.fraction()),
                            formats.bytes(step.done()),
                            formats.bytes(step.total()),
                            formats.rate(step.perSecond())));
        } else if (bytes) {
            words.set(
                    messages.text(
                            "repositories.check.bytes.begins",
                            formats.percent(step.fraction()),
                            formats.bytes(step.done()),
                            formats.bytes(step.total())));
        } else {
            words.set(messages.text("repositories.check.points", step.done(), step.total()));
        }
    }

    void start(String name, boolean readData) {
        bytes = readData;
        title.set(texts.messages().text("repositories.check.title", name));
        result.set("");
        first.set(Optional.empty());
        call.start(
                progress -> link.engine().checkRepository(name, readData, progress),
                found -> {
                    show(found);
                    ended.run();
                },
                why -> {
                    ended.run();
                    problems.present(why);
                });
    }

    private void show(RepositoryCheck found) {
        Messages messages = texts.messages();
        first.set(found.problems().stream().findFirst().map(texts::view));
        if (found.damaged() > 0) {
            result.set(
                    messages.text(
                            "repositories.check.damaged",
                            found.name(),
                            found.damaged(),
                            found.points()));
        } else {
            result.set(
                    found.checkedBytes() == 0
                            ? messages.text(
                                    "repositories.check.looked", found.name(), found.points())
                            : messages.text(
                                    "repositories.check.sound",
                                    found.name(),
                                    found.points(),
                                    texts.formats().bytes(found.checkedBytes())));
        }
    }

    void cancel() {
        call.cancel();
        result.set(texts.messages().text("repositories.check.cancelled"));
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

    ReadOnlyStringProperty resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// The first thing that was found wrong by the last check.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return first.getReadOnlyProperty();
    }

    ObservableDoubleValue fraction() {
        return call.fraction();
    }
}
