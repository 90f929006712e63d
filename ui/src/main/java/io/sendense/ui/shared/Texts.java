package io.sendense.ui.shared;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunState;
import java.time.ZoneId;
import java.util.Locale;

/// Everything that turns values into words. Immutable.
///
/// @param problems the engine's sentences for problems
/// @param events the engine's sentences for events
public record Texts(Messages messages, Formats formats, ProblemText problems, EventText events) {
    public static Texts english(ZoneId zone) {
        return new Texts(
                Messages.load(Locale.ENGLISH),
                new Formats(Locale.UK, zone),
                ProblemText.english(),
                EventText.english());
    }

    /// A run's state in a word, with its tone.
    public Badge badge(RunState state) {
        return switch (state) {
            case PENDING -> new Badge(messages.text("state.pending"), Tone.NEUTRAL);
            case RUNNING -> new Badge(messages.text("state.running"), Tone.RUNNING);
            case CANCELLING -> new Badge(messages.text("state.cancelling"), Tone.WARNING);
            case COMPLETED -> new Badge(messages.text("state.completed"), Tone.SUCCESS);
            case COMPLETED_WITH_WARNING -> new Badge(messages.text("state.warning"), Tone.WARNING);
            case FAILED -> new Badge(messages.text("state.failed"), Tone.DANGER);
            case CANCELLED -> new Badge(messages.text("state.cancelled"), Tone.NEUTRAL);
        };
    }

    /// A problem in words.
    public ProblemView view(Problem problem) {
        ProblemText.Rendered words = problems.render(problem);
        return new ProblemView(words.code(), words.what(), words.why(), words.remedy());
    }
}
