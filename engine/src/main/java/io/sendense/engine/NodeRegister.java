package io.sendense.engine;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.NodeRow;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.client.NodePlace;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.SecretStore;
import io.sendense.engine.wire.ssh.HostKey;
import io.sendense.engine.wire.ssh.SshAddress;
import io.sendense.engine.wire.ssh.SshLogin;
import io.sendense.engine.wire.ssh.SshSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an engine knows of its nodes: rows in the catalog, secrets in the store. Thread-safe.
final class NodeRegister implements NodePlace.Book {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    private static final String TOKEN = "node-token/";
    private static final String LOGIN = "node-login/";

    private final Catalog catalog;
    private final SecretStore secrets;
    private final InstantSource clock;

    /// Held while a row and its secrets are written or removed together.
    private final Object storing = new Object();

    NodeRegister(Catalog catalog, SecretStore secrets, InstantSource clock) {
        this.catalog = catalog;
        this.secrets = secrets;
        this.clock = clock;
    }

    List<NodeRow> rows() {
        return catalog.nodes().list();
    }

    NodeRow row(String name) throws EngineException {
        return catalog.nodes()
                .find(name)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.NODE_UNKNOWN).with("name", name).toException());
    }

    /// What is wrong with it by itself is told before anything is connected to.
    NodeRow checked(NewNode node) throws EngineException {
        if (!NAME.matcher(node.name()).matches()) {
            throw invalid(Cause.of(CauseCode.NODE_NAME_UNUSABLE).with("name", node.name()));
        }
        if (!HostKey.isFingerprint(node.hostKey())) {
            throw invalid(Cause.of(CauseCode.SSH_HOST_KEY_UNUSABLE).with("text", node.hostKey()));
        }
        if (catalog.nodes().find(node.name()).isPresent()) {
            throw nameTaken(node.name());
        }
        SshAddress ssh = address(node.ssh());
        return new NodeRow(
                node.name(),
                ssh.user(),
                ssh.host(),
                ssh.port(),
                node.login(),
                node.identity().map(file -> Path.of(file).toAbsolutePath().toString()),
                node.hostKey(),
                node.restPort(),
                clock.instant());
    }

    static SshAddress address(String ssh) throws EngineException {
        try {
            return SshAddress.parse(ssh);
        } catch (IllegalArgumentException e) {
            throw invalid(Cause.of(CauseCode.SSH_ADDRESS_UNUSABLE).with("address", ssh));
        }
    }

    private static EngineException invalid(Cause why) {
        return Problem.of(ProblemCode.REQUEST_INVALID).because(why).toException();
    }

    private static EngineException nameTaken(String name) {
        return Problem.of(ProblemCode.NODE_NAME_TAKEN).with("name", name).toException();
    }

    /// Of two that add the same name at once one is refused, and the other's secrets stay.
    void store(NodeRow row, NewNode node) throws EngineException {
        synchronized (storing) {
            if (catalog.nodes().find(row.name()).isPresent()) {
                throw nameTaken(row.name());
            }
            secrets.put(TOKEN + row.name(), node.token());
            if (node.secret().isPresent()) {
                secrets.put(LOGIN + row.name(), node.secret().get());
            } else {
                secrets.remove(LOGIN + row.name());
            }
            if (!catalog.nodes().insert(row)) {
                throw nameTaken(row.name());
            }
        }
    }

    void remove(NodeRow row) throws EngineException {
        synchronized (storing) {
            catalog.nodes().remove(row.name());
            secrets.remove(TOKEN + row.name());
            secrets.remove(LOGIN + row.name());
        }
    }

    @Override
    public NodePlace place(String node) throws EngineException {
        NodeRow row = row(node);
        Secret token = secrets.get(TOKEN + row.name()).orElseThrow(() -> secretMissing(row.name()));
        return new NodePlace(row.name(), settings(row), row.restPort(), token);
    }

    private EngineException secretMissing(String name) {
        return Problem.of(ProblemCode.NODE_SECRET_MISSING)
                .with("name", name)
                .with("store", secrets.describe())
                .toException();
    }

    private SshSettings settings(NodeRow row) throws EngineException {
        return SshSettings.of(
                new SshAddress(row.sshUser(), row.sshHost(), row.sshPort()),
                login(row),
                Optional.of(row.hostKey()));
    }

    private SshLogin login(NodeRow row) throws EngineException {
        Optional<Secret> stored = secrets.get(LOGIN + row.name());
        try {
            return switch (row.login()) {
                case KEY ->
                        new SshLogin.Key(
                                Path.of(row.identity().orElseThrow()),
                                stored.map(NodeRegister::bytes).orElse(new byte[0]));
                case PASSWORD ->
                        new SshLogin.Password(
                                bytes(stored.orElseThrow(() -> secretMissing(row.name()))));
                case AGENT -> new SshLogin.Agent(agent());
            };
        } finally {
            stored.ifPresent(Secret::close);
        }
    }

    /// Where the key agent of this process's session listens.
    private static Path agent() {
        return Path.of(System.getenv().getOrDefault("SSH_AUTH_SOCK", "/nonexistent/ssh-agent"));
    }

    private static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /// `USER@HOST:PORT`.
    static String ssh(NodeRow row) {
        return new SshAddress(row.sshUser(), row.sshHost(), row.sshPort()).toString();
    }

    /// How many jobs have their disks read by a node.
    long jobsOf(String name) {
        return catalog.jobs().list().stream()
                .filter(job ->
                        job.definition()
                                .options()
                                .node()
                                .filter(name::equalsIgnoreCase)
                                .isPresent())
                .count();
    }

    /// How many living runs do.
    long runsOf(String name) {
        return catalog.runs().living().stream()
                .filter(id ->
                        catalog.runs()
                                .find(id)
                                .flatMap(run -> run.node())
                                .filter(name::equalsIgnoreCase)
                                .isPresent())
                .count();
    }
}
