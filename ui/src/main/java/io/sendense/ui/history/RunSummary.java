package io.sendense.ui.history;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a line of the table says of its run. Immutable.
///
/// @param took absent while the run lives
/// @param doneBytes planned bytes that are accounted for
/// @param result what came of it: restore point, problem, or how far it is
/// @param problem why it failed, or what it warns of
record RunSummary(
        long number,
        Badge state,
        String vm,
        String vcenter,
        Instant started,
        Optional<Duration> took,
        long doneBytes,
        String result,
        Optional<Problem> problem) {

    static RunSummary of(RunView run, Texts texts) {
        return new RunSummary(
                run.id().value(),
                texts.badge(run.state()),
                run.vmName(),
                run.vcenter(),
                run.started(),
                run.ended().map(end -> Duration.between(run.started(), end)),
                run.doneBytes(),
                result(run, texts),
                run.problem().or(() -> run.warnings().stream().findFirst()));
    }

    /// When and where it went wrong, where it did.
    Occasion occasion() {
        return new Occasion(
                started.plus(took.orElse(Duration.ZERO)),
                Optional.of(new Occasion.Run(number, vm, vcenter)));
    }

    private static String result(RunView run, Texts texts) {
        Messages messages = texts.messages();
        Optional<ProblemView> why =
                run.problem().or(() -> run.warnings().stream().findFirst()).map(texts::view);
        if (why.isPresent()) {
            return why.get().what();
        }
        if (run.point().isPresent()) {
            return messages.text("history.result.point", run.point().get());
        }
        if (run.state() == RunState.RUNNING && run.phase() == RunPhase.TRANSFER) {
            double part =
                    run.plannedBytes() == 0 ? 0 : (double) run.doneBytes() / run.plannedBytes();
            return messages.text("history.result.progress", texts.formats().percent(part));
        }
        return Formats.NONE;
    }
}
