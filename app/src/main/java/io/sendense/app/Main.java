package io.sendense.app;

import io.sendense.engine.run.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The program's entry. Not a JavaFX `Application`, so that it starts from the class path.
@Command(
        name = "sendense",
        description = "Backs up VMware VMs into standard QCOW2 restore points.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /// What `--version` prints.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            ProgramVersion version = Build.version();
            return new String[] {"sendense " + version.version() + " (" + version.commit() + ")"};
        }
    }
}
