package io.sendense.ui.nodes;

import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.security.LoginMethod;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What has to be entered on a node, so that it lets this engine do what it needs and nothing else.
/// FX thread only.
public final class AccessViewModel {
    private final Texts texts;
    private final NodeView node;
    private final Runnable test;
    private final Runnable close;
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper settings = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());

    /// @param test tests the node
    public AccessViewModel(
            EngineLink link, Texts texts, NodeView node, Runnable test, Runnable close) {
        this.texts = texts;
        this.node = node;
        this.test = test;
        this.close = close;
        link.tasks()
                .call(
                        () ->
                                link.engine()
                                        .nodes()
                                        .access(node.ssh(), node.identity(), node.restPort()),
                        this::show,
                        this::showProblem);
    }

    private void show(NodeAccess access) {
        line.set(access.authorizedKey().map(String::strip).orElse(""));
        settings.set(access.serverSettings().strip());
    }

    private void showProblem(Problem why) {
        problem.set(Optional.of(texts.view(why)));
    }

    void test() {
        close.run();
        test.run();
    }

    void close() {
        close.run();
    }

    String title() {
        return texts.messages().text("nodes.access.title", node.name());
    }

    /// Who enters it, and what it does: without a line of its own a login keeps its shell.
    String intro() {
        return hasLine()
                ? texts.messages().text("nodes.access.intro", node.ssh())
                : texts.messages().text("nodes.access.intro.settings", node.ssh());
    }

    String lineTitle() {
        return texts.messages().text("nodes.access.line");
    }

    String settingsTitle() {
        return texts.messages().text("nodes.access.settings");
    }

    /// What is said where there is no line for `authorized_keys`.
    String withoutLine() {
        return node.login() == LoginMethod.AGENT
                ? texts.messages().text("nodes.access.agent")
                : texts.messages().text("nodes.access.password");
    }

    /// For `authorized_keys`; empty where there is none, or not yet.
    ReadOnlyStringProperty lineProperty() {
        return line.getReadOnlyProperty();
    }

    /// For `sshd_config`; empty until it is known.
    ReadOnlyStringProperty settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Whether the login has a line of its own.
    boolean hasLine() {
        return node.login() == LoginMethod.KEY;
    }
}
