package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.PointView;
import io.sendense.engine.VerifyView;
import io.sendense.engine.problem.EngineException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense verify`: reads restore points and compares them with their sums.
@Command(
        name = "verify",
        description = "Reads restore points and compares every byte with its sum.")
final class VerifyCommand extends EngineCommand {
    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /// One point, or all.
    static final class Which {
        @Parameters(paramLabel = "POINT", description = "Id, its beginning, or VM@latest.")
        private @Nullable String point;

        @Option(names = "--all", description = "Every restore point.")
        private boolean all;
    }

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        List<String> points =
                which.all || which.point == null
                        ? engine.points().stream().map(PointView::id).toList()
                        : List.of(which.point);
        if (points.isEmpty()) {
            output.note("There are no restore points.");
        }
        int code = DONE;
        for (String point : points) {
            VerifyView found =
                    WatchedWork.run(
                            output,
                            "verify " + point,
                            () -> "Nothing wrong was reported so far.",
                            progress ->
                                    engine.verify(
                                            point,
                                            (_, done, total) -> progress.reached(done, total)));
            output.result(found, sentence(found));
            for (VerifyView.Finding finding : found.findings()) {
                output.note("  " + finding.kind() + ": " + finding.text());
            }
            if (!found.sound()) {
                code = FAILED;
            }
        }
        return code;
    }

    private static String sentence(VerifyView found) {
        return found.sound()
                ? found.point() + "  sound, " + Amount.bytes(found.checkedBytes()) + " compared"
                : found.point() + "  DAMAGED, " + found.findings().size() + " findings";
    }
}
