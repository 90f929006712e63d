package io.sendense.ui.frame;

import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.util.Optional;

/// When something went wrong, and in which run if in one. Immutable.
public record Occasion(Instant time, Optional<Run> run) {

    /// What is said of the run.
    public record Run(long number, String vm, String vcenter) {}

    /// Apart from any run.
    public static Occasion at(Instant time) {
        return new Occasion(time, Optional.empty());
    }

    /// At the end of a run, or in one that has not ended.
    public static Occasion of(RunView run) {
        return new Occasion(
                run.ended().orElse(run.started()),
                Optional.of(new Run(run.id().value(), run.vmName(), run.vcenter())));
    }
}
