package io.sendense.ui.shared;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunState;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Everything that turns values into words. Immutable.
public final class Texts {
    private final Messages messages;
    private final Formats formats;
    private final ProblemText problems;
    private final ConcernText concerns;
    private final EventText events;
    private final ArgumentWords arguments;
    private final Moments moments;

    private Texts(Language language, ZoneId zone, Path userHome) {
        this.messages = Messages.load(language);
        this.formats = new Formats(language.formats(), zone);
        this.problems = ProblemText.of(language);
        this.concerns = ConcernText.of(language);
        this.events = EventText.of(language);
        this.arguments = new ArgumentWords(formats, userHome);
        this.moments = new Moments(messages, formats);
    }

    /// All texts in one language.
    ///
    /// @param zone in which times are shown
    /// @param userHome shown as `~` where a path begins with it
    public static Texts of(Language language, ZoneId zone, Path userHome) {
        return new Texts(language, zone, userHome);
    }

    public Messages messages() {
        return messages;
    }

    public Formats formats() {
        return formats;
    }

    /// Times as seen from now.
    public Moments moments() {
        return moments;
    }

    /// The state of a job's execution in a word, with its tone.
    public Badge badge(JobRunState state) {
        return switch (state) {
            case RUNNING -> new Badge(messages.text("state.running"), Tone.RUNNING);
            case CANCELLING -> new Badge(messages.text("state.cancelling"), Tone.WARNING);
            case COMPLETED -> new Badge(messages.text("state.completed"), Tone.SUCCESS);
            case COMPLETED_WITH_WARNING -> new Badge(messages.text("state.warning"), Tone.WARNING);
            case FAILED -> new Badge(messages.text("state.failed"), Tone.DANGER);
            case CANCELLED -> new Badge(messages.text("state.cancelled"), Tone.NEUTRAL);
            case SKIPPED -> new Badge(messages.text("state.skipped"), Tone.WARNING);
        };
    }

    /// The state of one VM of a job's execution in a word, with its tone.
    public Badge badge(JobVmState state) {
        return switch (state) {
            case WAITING -> new Badge(messages.text("state.waiting"), Tone.NEUTRAL);
            case RUNNING -> new Badge(messages.text("state.running"), Tone.RUNNING);
            case COMPLETED -> new Badge(messages.text("state.completed"), Tone.SUCCESS);
            case COMPLETED_WITH_WARNING -> new Badge(messages.text("state.warning"), Tone.WARNING);
            case FAILED -> new Badge(messages.text("state.failed"), Tone.DANGER);
            case CANCELLED -> new Badge(messages.text("state.cancelled"), Tone.NEUTRAL);
        };
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

    /// The state of the tunnel to a node in a word, with its tone.
    public Badge badge(NodeState state) {
        return switch (state) {
            case IDLE -> new Badge(messages.text("tunnel.idle"), Tone.NEUTRAL);
            case CONNECTING -> new Badge(messages.text("tunnel.connecting"), Tone.RUNNING);
            case UP -> new Badge(messages.text("tunnel.up"), Tone.SUCCESS);
            case LOST -> new Badge(messages.text("tunnel.lost"), Tone.DANGER);
        };
    }

    /// A problem in words.
    public ProblemView view(Problem problem) {
        ProblemText.Rendered words =
                problems.render(
                        new Problem(
                                problem.code(),
                                concernInWords(arguments.exact(problem.arguments()))));
        return new ProblemView(words.code(), words.what(), words.why(), words.remedy());
    }

    /// What the preflight refused is told in the concern's own words.
    private Map<String, Argument> concernInWords(Map<String, Argument> values) {
        if (values.get("cause") instanceof Argument.Because(Cause cause)
                && cause.code() == CauseCode.CONCERN
                && values.get("concern") instanceof Argument.Text(String name)) {
            Map<String, Argument> words = new LinkedHashMap<>(values);
            ConcernRule.of(name)
                    .map(rule -> concerns.render(rule, cause.arguments()))
                    .ifPresent(text -> words.put("cause", new Argument.Text(text.what())));
            return words;
        }
        return values;
    }

    /// What speaks against a backup, in words.
    public ConcernView view(Concern concern) {
        ConcernText.Rendered words =
                concerns.render(concern.rule(), arguments.exact(concern.arguments()));
        Tone tone =
                switch (words.severity()) {
                    case CRITICAL -> Tone.DANGER;
                    case WARNING -> Tone.WARNING;
                    case INFORMATION -> Tone.NEUTRAL;
                };
        return new ConcernView(tone, words.id(), words.what(), words.remedy());
    }

    /// An event in a sentence.
    public String sentence(RunEvent event) {
        return events.render(
                new RunEvent(
                        event.number(),
                        event.run(),
                        event.time(),
                        event.code(),
                        arguments.rounded(event.arguments())));
    }
}
