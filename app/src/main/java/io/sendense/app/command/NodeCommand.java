package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Table;
import io.sendense.engine.Engine;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `sendense node`: engines near the ESXi hosts, and being one.
@Command(
        name = "node",
        description = "Nodes: engines near the ESXi hosts that read disks there, over SSH.")
final class NodeCommand {

    /// `node list`.
    @Command(name = "list", description = "Lists the nodes.")
    static final class ListAll extends EngineCommand {
        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            List<NodeView> nodes = engine.nodes().list();
            Table table = new Table("NAME", "SSH", "LOGIN", "HOST KEY", "STATE", "TRANSFERS");
            nodes.forEach(node ->
                    table.row(
                            node.name(),
                            node.ssh(),
                            node.login().name().toLowerCase(Locale.ROOT),
                            node.hostKey(),
                            node.state().name().toLowerCase(Locale.ROOT),
                            String.valueOf(node.transfers().size())));
            output.result(Map.of("nodes", nodes), table);
            return DONE;
        }
    }

    /// `node test`.
    @Command(
            name = "test",
            description = "Connects to a node and looks at all that a backup through it needs.")
    static final class Test extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            NodeCheck check = engine.nodes().test(name);
            Table table = new Table("CHECK", "RESULT", "");
            for (NodeCheck.Result result : check.results()) {
                table.row(
                        words(result.step()),
                        words(result.outcome()),
                        result.problem()
                                .map(problem -> ProblemText.english().render(problem).line())
                                .orElse(""));
            }
            output.result(check, table);
            return check.passed() ? DONE : FAILED;
        }

        private static String words(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /// `node remove`.
    @Command(name = "remove", description = "Forgets a node and its secrets. Runs stay.")
    static final class Remove extends EngineCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        int run(Engine engine, Output output) throws EngineException, InterruptedException {
            engine.nodes().remove(name);
            output.result(Map.of("removed", name), "Removed " + name + ".");
            return DONE;
        }
    }
}
