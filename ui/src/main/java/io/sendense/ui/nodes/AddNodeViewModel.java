package io.sendense.ui.nodes;

import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The steps of adding a node. The host key is fetched without credentials and shown; only after
/// the operator accepted it is the node stored. What was typed of secrets is forgotten when the
/// dialog closes. FX thread only.
public final class AddNodeViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Consumer<NodeView> added;
    private final Runnable close;
    private final NodeForm form = new NodeForm();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.ACCOUNT);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ShownKey> hostKey =
            new ReadOnlyObjectWrapper<>(ShownKey.NONE);
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private final BooleanBinding continuable;
    private boolean nameTaken;
    private Tasks.@Nullable Work work;

    /// Where the dialog stands.
    enum Step {
        ACCOUNT,
        HOST_KEY
    }

    /// @param added told of the node once it is stored and the dialog is closed
    /// @param close called once when the dialog has done its work or was left
    public AddNodeViewModel(
            EngineLink link, Texts texts, Consumer<NodeView> added, Runnable close) {
        this.link = link;
        this.texts = texts;
        this.added = added;
        this.close = close;
        this.continuable = form.complete().and(busy.not());
    }

    /// Takes the token from the file that `sendense node serve` has made.
    void readToken(Path file) {
        begin();
        work =
                link.tasks()
                        .call(
                                () -> TokenText.read(file),
                                read -> {
                                    busy.set(false);
                                    form.tokenProperty().set(read);
                                },
                                this::showProblem);
    }

    /// From the account to the host key: asks the server for it, without credentials.
    void continueToHostKey() {
        if (form.restPort().isEmpty()) {
            problem.set(
                    Optional.of(
                            new ProblemView(
                                    "",
                                    texts.messages().text("nodes.add.port.wrong"),
                                    texts.messages().text("nodes.add.port.wrong.why"),
                                    "")));
            return;
        }
        begin();
        String address = form.address();
        work =
                link.tasks()
                        .call(
                                () -> link.engine().nodes().hostKey(address),
                                this::showHostKey,
                                this::showProblem);
    }

    private void begin() {
        busy.set(true);
        problem.set(Optional.empty());
    }

    private void showHostKey(NodeHostKey shown) {
        busy.set(false);
        hostKey.set(ShownKey.of(shown));
        question.set(texts.messages().text("nodes.hostkey.question", form.address()));
        step.set(Step.HOST_KEY);
    }

    /// The operator accepts the host key: the node is stored.
    void acceptAndAdd() {
        Optional<Integer> rest = form.restPort();
        if (rest.isEmpty() || busy.get()) {
            return;
        }
        begin();
        NewNode node = form.node(hostKey.get().fingerprint(), rest.get());
        work =
                link.tasks()
                        .call(
                                () -> {
                                    try (Secret _ = node.token();
                                            Secret _ = node.secret().orElse(Secret.of(""))) {
                                        return link.engine().nodes().add(node);
                                    }
                                },
                                this::done,
                                this::showProblem);
    }

    private void done(NodeView node) {
        busy.set(false);
        leave();
        added.accept(node);
    }

    /// Whatever went wrong can be mended in the first step.
    private void showProblem(Problem why) {
        busy.set(false);
        step.set(Step.ACCOUNT);
        nameTaken = why.code() == ProblemCode.NODE_NAME_TAKEN;
        problem.set(Optional.of(texts.view(why)));
    }

    /// Whether the last problem is that another node has the name.
    boolean nameTaken() {
        return nameTaken;
    }

    /// From the host key back to the account.
    void back() {
        stop();
        step.set(Step.ACCOUNT);
    }

    /// Leaves without adding. What is under way is given up.
    void cancel() {
        stop();
        leave();
    }

    private void stop() {
        Tasks.Work running = work;
        if (running != null) {
            running.cancel();
        }
        busy.set(false);
    }

    private void leave() {
        form.forget();
        close.run();
    }

    /// What is typed.
    NodeForm form() {
        return form;
    }

    ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /// Whether the engine is at work; nothing but leaving is possible then.
    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProblemView>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ShownKey> hostKeyProperty() {
        return hostKey.getReadOnlyProperty();
    }

    /// Which server shows the key, and what accepting it means.
    ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    BooleanBinding continuableBinding() {
        return continuable;
    }
}
