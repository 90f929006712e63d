package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.api.node.NodeServer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sendense node serve`: a node in the foreground until it is ended. It has no engine and no
/// catalog.
@Command(
        name = "serve",
        description =
                "Reads disks near their hosts for consoles that come through a tunnel. Listens on 127.0.0.1 only. Ctrl+C ends it.")
final class NodeServeCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            converter = Numbers.Port.class,
            description = "Port on 127.0.0.1; 0 for any free one. Default: 8081.")
    private int port = NodeServer.USUAL_PORT;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Whoever knows what is in it is let in. Made if there is none. Default: node.token in the home folder.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description =
                    "Gets {url, port, token_file, version, commit} as JSON when the node answers.")
    private @Nullable Path readyFile;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws EngineException {
        Cli cli = Cli.of(Objects.requireNonNull(spec));
        Path token =
                tokenFile == null ? cli.home().resolve("node.token") : tokenFile.toAbsolutePath();
        try (SignalWatch _ = new SignalWatch();
                NodeServer node = cli.roles().node(cli.home(), port, token)) {
            announce(node, token, cli);
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            cli.output().note("The node has ended.");
        }
        return EngineCommand.DONE;
    }

    private void announce(NodeServer node, Path token, Cli cli) throws EngineException {
        ProgramVersion version = cli.roles().version();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("url", node.url());
        facts.put("port", node.address().port());
        facts.put("token_file", token.toString());
        facts.put("version", version.version());
        facts.put("commit", version.commit());
        if (readyFile != null) {
            try {
                ReadyFile.write(readyFile, facts);
            } catch (IOException e) {
                throw Problem.of(ProblemCode.REQUEST_INVALID).because(e).toException(e);
            }
        }
        Output output = cli.output();
        output.line(facts);
        output.note("Node at " + node.url() + ", which consoles reach through a tunnel.");
        output.note("  token    in " + token);
        output.note("  version  " + version.version() + " (" + version.commit() + ")");
        output.note("Ctrl+C ends it.");
    }
}
