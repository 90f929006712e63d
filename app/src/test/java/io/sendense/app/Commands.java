package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.app.command.Cli;
import io.sendense.engine.Peers;
import io.sendense.engine.lab.LabVCenter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commands on one home folder, run in this process as a shell would run them.
record Commands(Path home) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What one command printed and returned.
    record Ran(int code, String out, String err) {
        /// The last line of stdout.
        JsonNode json() {
            return JSON.readTree(out.lines().toList().getLast());
        }
    }

    Ran run(String... arguments) {
        return run(new Wiring(Build.version(), Clock.systemUTC()), arguments);
    }

    /// With other roles than the program's.
    Ran run(Cli.Roles roles, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = Main.run(roles, all(arguments).toArray(String[]::new));
            return new Ran(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    /// The same command in a process of its own.
    CommandProcess start(String... arguments) throws IOException {
        return CommandProcess.start(all(arguments));
    }

    /// The same at a terminal.
    ///
    /// @param redirection as a shell reads it
    CommandProcess startAtTerminal(String redirection, String... arguments) throws IOException {
        return CommandProcess.atTerminal(Peers.require("script"), all(arguments), redirection);
    }

    private List<String> all(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        return all;
    }

    /// Adds a lab vCenter under the name `lab`.
    void add(LabVCenter lab) throws IOException {
        addAs("lab", lab);
    }

    /// Adds a lab vCenter under a name.
    void addAs(String name, LabVCenter lab) throws IOException {
        Ran added =
                tryAdd(
                        name,
                        lab.password(),
                        "--url",
                        lab.url().toString(),
                        "--user",
                        lab.user(),
                        "--pin",
                        lab.certificateSha256());
        assertThat(added.code()).as(added.err()).isZero();
    }

    /// Tries to add a vCenter; the password comes from a file.
    Ran tryAdd(String name, String password, String... options) throws IOException {
        Path file = Files.createTempFile("sendense-test-", ".password");
        try {
            Files.writeString(file, password + "\n");
            List<String> arguments =
                    new ArrayList<>(
                            List.of("vcenter", "add", name, "--password-file", file.toString()));
            arguments.addAll(List.of(options));
            return run(arguments.toArray(String[]::new));
        } finally {
            Files.delete(file);
        }
    }
}
