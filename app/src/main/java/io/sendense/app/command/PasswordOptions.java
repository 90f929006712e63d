package io.sendense.app.command;

import io.sendense.app.output.Terminal;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a password comes from: a file, the environment, or a prompt. Never an argument, which
/// every user of the machine could read.
final class PasswordOptions {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "File whose first line is the password. Default: SENDENSE_PASSWORD, else a prompt.")
    private @Nullable Path file;

    /// Reads the password.
    ///
    /// @throws EngineException there is none to be had
    Secret read(String prompt) throws EngineException {
        if (file != null) {
            try {
                return Secret.of(Files.readString(file).lines().findFirst().orElse(""));
            } catch (IOException e) {
                throw invalid(
                        "the password file '"
                                + file
                                + "' cannot be read: "
                                + FileFailure.reason(e));
            }
        }
        String configured = System.getenv("SENDENSE_PASSWORD");
        if (configured != null) {
            return Secret.of(configured);
        }
        Optional<Console> console = Terminal.console();
        if (console.isEmpty()) {
            throw invalid(
                    "a password is needed: give --password-file or set SENDENSE_PASSWORD; there is no terminal to ask at");
        }
        char[] typed = console.get().readPassword("%s", prompt);
        if (typed == null) {
            throw invalid("no password was typed");
        }
        try {
            return Secret.of(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static EngineException invalid(String cause) {
        return Problem.of(ProblemCode.REQUEST_INVALID).with("cause", cause).toException();
    }
}
