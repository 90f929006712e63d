package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Terminal;
import io.sendense.engine.Engine;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.security.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `node add`: prints what has to be entered on the node, and stores how to reach it.
@Command(
        name = "add",
        description =
                "Adds a node, and prints what its administrator has to enter there. Without"
                        + " --host-key the key that the server shows is asked about.")
final class NodeAddCommand extends EngineCommand {
    @Parameters(paramLabel = "NAME", description = "What it is to be called here.")
    private String name = "";

    @Option(
            names = "--ssh",
            paramLabel = "USER@HOST[:PORT]",
            required = true,
            description = "Its SSH server.")
    private String ssh = "";

    @ArgGroup private LoginOptions login = new LoginOptions();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "File whose first line is the key's passphrase or the user's password.")
    private @Nullable Path secretFile;

    @Option(
            names = "--host-key",
            paramLabel = "SHA256:...",
            description = "Fingerprint that the server's host key must have.")
    private @Nullable String hostKey;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "A copy of the file that 'sendense node serve' names at its start.")
    private Path tokenFile = Path.of("");

    @Option(
            names = "--node-port",
            paramLabel = "PORT",
            description = "Where 'sendense node serve' listens there. Default: 8081.")
    private int nodePort = NewNode.REST_PORT;

    /// How to log in: with a key's file, the agent's keys, or a password.
    static final class LoginOptions {
        @Option(
                names = "--identity",
                paramLabel = "FILE",
                description = "The private key, ed25519 or rsa.")
        private @Nullable Path identity;

        @Option(names = "--agent", description = "The keys of the running agent.")
        private boolean agent;

        @Option(names = "--password", description = "The user's password, from --secret-file.")
        private boolean password;

        LoginMethod method() throws EngineException {
            if (identity != null) {
                return LoginMethod.KEY;
            }
            if (agent) {
                return LoginMethod.AGENT;
            }
            if (password) {
                return LoginMethod.PASSWORD;
            }
            throw invalid("a way to log in is needed: --identity, --agent or --password");
        }

        Optional<String> file() {
            return Optional.ofNullable(identity).map(file -> file.toAbsolutePath().toString());
        }
    }

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        LoginMethod method = login.method();
        if (method == LoginMethod.PASSWORD && secretFile == null) {
            throw invalid("--password needs --secret-file");
        }
        NodeAccess access = engine.nodes().access(ssh, login.file(), nodePort);
        tell(output, access);
        String accepted = hostKey == null ? ask(engine) : hostKey;
        Optional<Secret> secret =
                secretFile == null ? Optional.empty() : Optional.of(line(secretFile));
        try (Secret token = line(tokenFile)) {
            NodeView added =
                    engine.nodes()
                            .add(
                                    new NewNode(
                                            name,
                                            ssh,
                                            method,
                                            login.file(),
                                            secret,
                                            token,
                                            accepted,
                                            nodePort));
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("node", added);
            result.put("access", access);
            output.result(
                    result,
                    "Added %s, %s. Check it with: sendense node test %s"
                            .formatted(added.name(), added.ssh(), added.name()));
        } finally {
            secret.ifPresent(Secret::close);
        }
        return DONE;
    }

    private static void tell(Output output, NodeAccess access) {
        if (output.json()) {
            return;
        }
        access.authorizedKey()
                .ifPresent(line -> {
                    output.note("For ~/.ssh/authorized_keys of that user, in one line:");
                    output.note("");
                    output.note(line);
                    output.note("");
                });
        output.note("For sshd_config:");
        output.note("");
        output.note(access.serverSettings());
    }

    /// The first-use question.
    private String ask(Engine engine) throws EngineException, InterruptedException {
        NodeHostKey shown = engine.nodes().hostKey(ssh);
        Optional<Console> console = Terminal.console();
        if (console.isEmpty()) {
            throw invalid(
                    "%s shows the host key %s (%s): compare it with the server's own and give it as --host-key"
                            .formatted(ssh, shown.fingerprint(), shown.type()));
        }
        String typed =
                console.get()
                        .readLine(
                                "%s shows the %s key %s.%nDoes its administrator say the same? (yes/no) ",
                                ssh, shown.type(), shown.fingerprint());
        if (typed == null || !typed.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw invalid("the host key was not accepted");
        }
        return shown.fingerprint();
    }

    private static Secret line(Path file) throws EngineException {
        try {
            return Secret.of(Files.readString(file).lines().findFirst().orElse("").strip());
        } catch (IOException e) {
            throw invalid("the file '" + file + "' cannot be read: " + FileFailure.reason(e));
        }
    }

    private static EngineException invalid(String cause) {
        return Problem.of(ProblemCode.REQUEST_INVALID).with("cause", cause).toException();
    }
}
