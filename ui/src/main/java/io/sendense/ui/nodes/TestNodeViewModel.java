package io.sendense.ui.nodes;

import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheckStep;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The test of a node, which begins at once and can be repeated. FX thread only.
public final class TestNodeViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final String node;
    private final Runnable close;
    private final ReadOnlyObjectWrapper<List<CheckLine>> lines =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Tone> tone = new ReadOnlyObjectWrapper<>(Tone.NEUTRAL);
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Tasks.@Nullable Work work;

    public TestNodeViewModel(EngineLink link, Texts texts, String node, Runnable close) {
        this.link = link;
        this.texts = texts;
        this.node = node;
        this.close = close;
        start();
    }

    /// Tests from the beginning; does nothing while a test runs.
    void start() {
        if (running.get()) {
            return;
        }
        running.set(true);
        problem.set(Optional.empty());
        tone.set(Tone.NEUTRAL);
        verdict.set(texts.messages().text("nodes.test.running"));
        lines.set(
                Arrays.stream(NodeCheckStep.values())
                        .map(step -> new CheckLine(words(step), Badge.NONE, Optional.empty()))
                        .toList());
        work =
                link.tasks()
                        .call(
                                () -> link.engine().nodes().test(node),
                                this::show,
                                this::showProblem);
    }

    private void show(NodeCheck check) {
        running.set(false);
        lines.set(
                check.results().stream()
                        .map(result ->
                                new CheckLine(
                                        words(result.step()),
                                        badge(result.outcome()),
                                        result.problem().map(texts::view)))
                        .toList());
        tone.set(check.passed() ? Tone.SUCCESS : Tone.DANGER);
        Messages messages = texts.messages();
        verdict.set(
                !check.passed()
                        ? messages.text("nodes.test.failed")
                        : check.version()
                                .map(version -> messages.text("nodes.test.passed.version", version))
                                .orElseGet(() -> messages.text("nodes.test.passed")));
    }

    private void showProblem(Problem why) {
        running.set(false);
        verdict.set("");
        lines.set(List.of());
        problem.set(Optional.of(texts.view(why)));
    }

    private String words(NodeCheckStep step) {
        Messages messages = texts.messages();
        return switch (step) {
            case REACHABLE -> messages.text("nodes.step.reachable");
            case HOST_KEY -> messages.text("nodes.step.hostkey");
            case LOGIN -> messages.text("nodes.step.login");
            case INTERFACE_FORWARD -> messages.text("nodes.step.forward");
            case INTERFACE -> messages.text("nodes.step.interface");
            case VERSION -> messages.text("nodes.step.version");
            case PORTS -> messages.text("nodes.step.ports");
            case LOOPBACK -> messages.text("nodes.step.loopback");
        };
    }

    private Badge badge(NodeCheck.Outcome outcome) {
        Messages messages = texts.messages();
        return switch (outcome) {
            case PASSED -> new Badge(messages.text("nodes.outcome.passed"), Tone.SUCCESS);
            case WARNED -> new Badge(messages.text("nodes.outcome.warned"), Tone.WARNING);
            case FAILED -> new Badge(messages.text("nodes.outcome.failed"), Tone.DANGER);
            case NOT_TRIED -> new Badge(messages.text("nodes.outcome.nottried"), Tone.NEUTRAL);
        };
    }

    /// Closes; a test under way is given up.
    void close() {
        Tasks.Work under = work;
        if (under != null) {
            under.cancel();
        }
        close.run();
    }

    String title() {
        return texts.messages().text("nodes.test.title", node);
    }

    /// Every step in its order, also while nothing is known of it.
    ReadOnlyObjectProperty<List<CheckLine>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// What it comes to, in a sentence.
    ReadOnlyStringProperty verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Tone> toneProperty() {
        return tone.getReadOnlyProperty();
    }

    /// Why it could not be tested at all.
    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
