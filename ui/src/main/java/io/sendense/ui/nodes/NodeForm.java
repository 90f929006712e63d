package io.sendense.ui.nodes;

import io.sendense.engine.node.NewNode;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What is typed of a node that is to be added. FX thread only.
final class NodeForm {
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty ssh = new SimpleStringProperty("");
    private final ObjectProperty<LoginKind> login = new SimpleObjectProperty<>(LoginKind.KEY);
    private final StringProperty keyFile = new SimpleStringProperty("");
    private final StringProperty secret = new SimpleStringProperty("");
    private final StringProperty token = new SimpleStringProperty("");
    private final StringProperty port =
            new SimpleStringProperty(Integer.toString(NewNode.REST_PORT));

    NodeForm() {
        // what is a passphrase for one login is no password for another
        login.subscribe(_ -> secret.set(""));
    }

    /// Whether all that is needed has been typed; whether it is right is another question.
    BooleanBinding complete() {
        return name.isNotEmpty()
                .and(ssh.isNotEmpty())
                .and(token.isNotEmpty())
                .and(port.isNotEmpty())
                .and(Bindings.createBooleanBinding(this::canLogIn, login, keyFile, secret));
    }

    private boolean canLogIn() {
        return switch (login.get()) {
            case KEY -> !keyFile.get().isBlank();
            case AGENT -> true;
            case PASSWORD -> !secret.get().isEmpty();
        };
    }

    /// `USER@HOST[:PORT]`.
    String address() {
        return ssh.get().strip();
    }

    /// Absent where what was typed is no port.
    Optional<Integer> restPort() {
        try {
            return Optional.of(Integer.parseInt(port.get().strip()))
                    .filter(number -> number > 0 && number < 65_536);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The node with secrets of its own, which the caller wipes.
    ///
    /// @param hostKey that was accepted
    NewNode node(String hostKey, int restPort) {
        LoginKind kind = login.get();
        return new NewNode(
                name.get().strip(),
                address(),
                LoginMethod.valueOf(kind.name()),
                kind == LoginKind.KEY ? Optional.of(keyFile.get().strip()) : Optional.empty(),
                Optional.of(secret.get())
                        .filter(typed -> !typed.isEmpty() && kind != LoginKind.AGENT)
                        .map(Secret::of),
                Secret.of(token.get().strip()),
                hostKey,
                restPort);
    }

    /// Forgets the secrets.
    void forget() {
        secret.set("");
        token.set("");
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
}
