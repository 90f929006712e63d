package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.disk.qcow2.CheckReport;
import io.sendense.engine.disk.qcow2.Qcow2Check;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `disk check`.
@Command(
        name = "check",
        description = "Checks a QCOW2 file's own tables. Exit code 1 where anything is wrong.")
final class DiskCheckCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(
            names = "--repair",
            paramLabel = "WHAT",
            description =
                    "leaks: gives back clusters that are counted and not used. Nobody may use the file meanwhile; a damaged one is left as it is.")
    private @Nullable Repair repair;

    /// What can be repaired.
    private enum Repair {
        LEAKS
    }

    /// What the file is in the end.
    private record Outcome(
            long corruptions,
            long leaks,
            long leaksRepaired,
            long totalClusters,
            long allocatedClusters,
            long compressedClusters,
            List<String> findings) {
        Outcome(CheckReport report, long leaksRepaired) {
            this(
                    report.corruptions(),
                    report.leaks(),
                    leaksRepaired,
                    report.totalClusters(),
                    report.allocatedClusters(),
                    report.compressedClusters(),
                    report.findings());
        }

        private String text() {
            String repaired =
                    leaksRepaired == 0 ? "" : leaksRepaired + " leaked clusters were given back. ";
            return corruptions == 0 && leaks == 0
                    ? repaired + "No errors were found."
                    : repaired + corruptions + " corruptions, " + leaks + " leaks";
        }
    }

    @Override
    List<String> images() {
        return List.of(file.toString());
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        if (repair != null) {
            Images.refusePublished(file);
        }
        long leaks = repair == null ? 0 : repairLeaks(output).leaks();
        CheckReport report =
                WatchedWork.run(
                        output,
                        "check",
                        () -> "Nothing was changed by the check.",
                        progress -> Qcow2Check.run(file, progress::reached));
        Outcome outcome = new Outcome(report, repair == null ? 0 : leaks - report.leaks());
        output.result(outcome, outcome.text());
        report.findings().forEach(output::note);
        return report.clean() ? EngineCommand.DONE : EngineCommand.FAILED;
    }

    private CheckReport repairLeaks(Output output)
            throws IOException, EngineException, InterruptedException {
        return WatchedWork.run(
                output,
                "repair",
                () -> "Some of the leaks may be left; repair it again to finish.",
                progress -> Qcow2Check.repairLeaks(file, progress::reached));
    }
}
