package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.api.rest.RestAddress;
import io.sendense.engine.api.rest.RestServer;
import io.sendense.engine.api.rest.RestSettings;
import io.sendense.engine.api.rest.RestTls;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Where a REST interface listens and what lets in.
final class RestOptions {
    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description =
                    "Default: 127.0.0.1 and a port of its own. Port 0 for any free one. Beyond loopback only with TLS.")
    private @Nullable String listen;

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File of the token that every request needs; made at first start. Default: in the home folder.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Gets {url, token_file} as JSON when it answers.")
    private @Nullable Path readyFile;

    /// Both or none.
    static final class Tls {
        @Option(
                names = "--tls-cert",
                paramLabel = "FILE",
                required = true,
                description = "PEM file of the certificate, with those of its issuers behind it.")
        private Path certificate = Path.of("");

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "PEM file of its private key, without a password.")
        private Path key = Path.of("");
    }

    /// @param port where it listens if nothing is said
    /// @param token where its token is if nothing is said
    RestSettings settings(int port, Path token) throws EngineException {
        RestAddress address =
                listen == null ? RestAddress.loopback(port) : RestAddress.parse(listen);
        try (Secret secret = TokenFile.readOrCreate(file(token))) {
            RestSettings settings = RestSettings.of(address, Secret.of(secret.reveal()));
            return Optional.ofNullable(tls)
                    .map(files -> settings.withTls(new RestTls(files.certificate, files.key)))
                    .orElse(settings);
        }
    }

    private Path file(Path standard) {
        return (tokenFile == null ? standard : tokenFile).toAbsolutePath();
    }

    /// Says where it answers, and where the token is; never the token.
    void announce(String what, RestServer server, Path token, Output output)
            throws EngineException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("url", (tls == null ? "http://" : "https://") + server.address());
        facts.put("token_file", file(token).toString());
        if (readyFile != null) {
            try {
                ReadyFile.write(readyFile.toAbsolutePath(), facts);
            } catch (IOException e) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .with("cause", "the ready file cannot be written: " + FileFailure.reason(e))
                        .toException(e);
            }
        }
        output.line(facts);
        output.note(what + " at " + facts.get("url"));
        output.note("  token in " + facts.get("token_file"));
        output.note("Ctrl+C ends it.");
    }
}
