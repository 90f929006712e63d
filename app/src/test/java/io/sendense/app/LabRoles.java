package io.sendense.app;

import io.sendense.app.command.Cli;
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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The program's own roles, but with a lab that can be made to behave in other ways.
///
/// @param change of the options the command asked for
/// @param started is given the lab before the command has it
record LabRoles(Cli.Roles program, UnaryOperator<LabOptions> change, Consumer<LabVCenter> started)
        implements Cli.Roles {
    static LabRoles of(UnaryOperator<LabOptions> change, Consumer<LabVCenter> started) {
        return new LabRoles(new Wiring(Build.version(), Clock.systemUTC()), change, started);
    }

    @Override
    public LabVCenter lab(LabOptions options) throws IOException {
        LabVCenter lab = program.lab(change.apply(options));
        started.accept(lab);
        return lab;
    }

    @Override
    public ProgramVersion version() {
        return program.version();
    }

    @Override
    public HomeEngine engine(Path home) throws EngineException, InterruptedException {
        return program.engine(home);
    }

    @Override
    public NodeServer node(Path home, int port, Path token) throws EngineException {
        return program.node(home, port, token);
    }

    @Override
    public Clock clock() {
        return program.clock();
    }

    @Override
    public boolean console(Path home, Optional<NewVCenter> suggestion)
            throws EngineException, InterruptedException {
        return program.console(home, suggestion);
    }
}
