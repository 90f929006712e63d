package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.app.output.Terminal;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.api.node.NodeServer;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.ProgramVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root of all commands: global options, and what every command starts from. Without a command
/// it shows the window.
@Command(
        name = "sendense",
        description = "Backs up VMware VMs into standard QCOW2 restore points.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Cli.Version.class)
public final class Cli implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Folder of all state. Default: SENDENSE_HOME, or .sendense in your own.")
    private @Nullable Path home;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Results as JSON on stdout, everything else on stderr.")
    private boolean json;

    private final Roles roles;

    public Cli(Roles roles) {
        this.roles = roles;
    }

    /// What the commands need of the program around them.
    public interface Roles {
        ProgramVersion version();

        /// The engine of a home folder: another process's, or one of this process's own. The caller
        /// closes it.
        HomeEngine engine(Path home) throws EngineException, InterruptedException;

        /// A lab vCenter of this process. The caller closes it.
        LabVCenter lab(LabOptions options) throws IOException;

        /// A node that listens on a port of the loopback interface. The caller closes it.
        ///
        /// @param home for its log only
        /// @param token file that holds its token, made where there is none
        NodeServer node(Path home, int port, Path token) throws EngineException;

        /// What tells the time.
        Clock clock();

        /// Shows the window and returns when it is closed. Where a console is open on this home,
        /// brings its window to the front instead.
        ///
        /// @param suggestion fills the dialog that adds a vCenter in beforehand
        /// @return false where another window was brought to the front
        boolean console(Path home, Optional<NewVCenter> suggestion)
                throws EngineException, InterruptedException;
    }

    @Override
    public Integer call() throws Exception {
        if (!roles.console(home(), Optional.empty())) {
            output().note("The console of " + home() + " is open; its window is in front now.");
        }
        return 0;
    }

    /// The command line that has the commands which `arguments` may call.
    public CommandLine commandLine(String[] arguments) {
        return CommandTree.of(this, arguments);
    }

    Roles roles() {
        return roles;
    }

    /// The folder of all state.
    Path home() {
        if (home != null) {
            return home.toAbsolutePath().normalize();
        }
        String configured = System.getenv("SENDENSE_HOME");
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".sendense")
                : Path.of(configured).toAbsolutePath().normalize();
    }

    /// The two streams, in the form that was asked for.
    public Output output() {
        return new Output(System.out, System.err, json, Terminal.showsErrors());
    }

    /// What a command's own class knows of the root.
    static Cli of(CommandSpec spec) {
        return (Cli) spec.root().userObject();
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Spec private @Nullable CommandSpec spec;

        @Override
        public String[] getVersion() {
            ProgramVersion version = of(Objects.requireNonNull(spec)).roles.version();
            return new String[] {"sendense " + version.version() + " (" + version.commit() + ")"};
        }
    }
}
