package io.sendense.ui.nodes;

import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import io.sendense.ui.bridge.EngineLink;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The steps of adding a node. The host key is fetched without credentials and shown; only after
/// the operator accepted it is the node stored. What was typed of secrets is forgotten when the
/// dialog closes. FX thread only.
public final class AddNodeViewModel {
    private final EngineLink link;
    private final Texts texts;
    private final Consumer<NodeView> added;
    private final Runnable close;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty ssh = new SimpleStringProperty("");
    private final ObjectProperty<LoginKind> login = new SimpleObjectProperty<>(LoginKind.KEY);
    private final StringProperty keyFile = new SimpleStringProperty("");
    private final StringProperty secret = new SimpleStringProperty("");
    private final StringProperty token = new SimpleStringProperty("");
    private final StringProperty port =
            new SimpleStringProperty(Integer.toString(NewNode.REST_PORT));
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.ACCOUNT);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ProblemView>> problem =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ShownKey> hostKey =
            new ReadOnlyObjectWrapper<>(ShownKey.NONE);
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private final BooleanBinding continuable;
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
        BooleanBinding enoughToLogIn =
                Bindings.createBooleanBinding(
                        () ->
                                switch (login.get()) {
                                    case KEY -> !keyFile.get().isBlank();
                                    case AGENT -> true;
                                    case PASSWORD -> !secret.get().isEmpty();
                                },
                        login,
                        keyFile,
                        secret);
        this.continuable =
                name.isNotEmpty()
                        .and(ssh.isNotEmpty())
                        .and(token.isNotEmpty())
                        .and(port.isNotEmpty())
                        .and(enoughToLogIn)
                        .and(busy.not());
        // what is a passphrase for one login is no password for another
        login.subscribe(_ -> secret.set(""));
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
                                    token.set(read);
                                },
                                this::showProblem);
    }

    /// From the account to the host key: asks the server for it, without credentials.
    void continueToHostKey() {
        if (restPort().isEmpty()) {
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
        String address = ssh.get().strip();
        work =
                link.tasks()
                        .call(
                                () -> link.engine().nodes().hostKey(address),
                                this::showHostKey,
                                this::showProblem);
    }

    private Optional<Integer> restPort() {
        try {
            return Optional.of(Integer.parseInt(port.get().strip()))
                    .filter(number -> number > 0 && number < 65_536);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void begin() {
        busy.set(true);
        problem.set(Optional.empty());
    }

    private void showHostKey(NodeHostKey shown) {
        busy.set(false);
        hostKey.set(ShownKey.of(shown));
        question.set(texts.messages().text("nodes.hostkey.question", ssh.get().strip()));
        step.set(Step.HOST_KEY);
    }

    /// The operator accepts the host key: the node is stored.
    void acceptAndAdd() {
        Optional<Integer> rest = restPort();
        if (rest.isEmpty() || busy.get()) {
            return;
        }
        begin();
        NewNode node = node(rest.get());
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

    private NewNode node(int restPort) {
        LoginKind kind = login.get();
        return new NewNode(
                name.get().strip(),
                ssh.get().strip(),
                LoginMethod.valueOf(kind.name()),
                kind == LoginKind.KEY ? Optional.of(keyFile.get().strip()) : Optional.empty(),
                Optional.of(secret.get())
                        .filter(typed -> !typed.isEmpty() && kind != LoginKind.AGENT)
                        .map(Secret::of),
                Secret.of(token.get().strip()),
                hostKey.get().fingerprint(),
                restPort);
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
        problem.set(Optional.of(texts.view(why)));
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
        secret.set("");
        token.set("");
        close.run();
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty sshProperty() {
        return ssh;
    }

    ObjectProperty<LoginKind> loginProperty() {
        return login;
    }

    StringProperty keyFileProperty() {
        return keyFile;
    }

    /// The key's passphrase, or the password.
    StringProperty secretProperty() {
        return secret;
    }

    StringProperty tokenProperty() {
        return token;
    }

    StringProperty portProperty() {
        return port;
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
