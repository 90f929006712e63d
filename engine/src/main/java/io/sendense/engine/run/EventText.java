package io.sendense.engine.run;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Language;
import java.util.ResourceBundle;

/// Turns events into sentences, from the bundle `events.properties`. For what shows text to people.
/// Immutable.
public final class EventText {
    private final ResourceBundle bundle;
    private final ArgumentText arguments;
    private final ConcernText concerns;

    private EventText(Language language) {
        this.bundle =
                ResourceBundle.getBundle(
                        "io.sendense.engine.run.events",
                        language.bundles(),
                        EventText.class.getModule());
        this.arguments = new ArgumentText(language);
        this.concerns = ConcernText.of(language);
    }

    /// In English, as the command line and all that is kept have it.
    public static EventText english() {
        return of(Language.ENGLISH);
    }

    public static EventText of(Language language) {
        return new EventText(language);
    }

    /// One sentence.
    public String render(RunEvent event) {
        if (event.code() == EventCode.PREFLIGHT_CONCERN) {
            return concern(event);
        }
        return arguments.fill(
                bundle.getString(event.code().name()),
                ArgumentText.inWords(event.arguments(), bundle, ""));
    }

    /// The rule's own sentence; a rule of another version stays a code.
    private String concern(RunEvent event) {
        String name =
                event.arguments().get("concern") instanceof Argument.Text(String value)
                        ? value
                        : "";
        return ConcernRule.of(name)
                .map(rule -> concerns.render(rule, event.arguments()))
                .map(text -> words(text.severity()) + ": " + text.what())
                .orElse(name);
    }

    private String words(Severity severity) {
        return bundle.getString("severity." + severity);
    }
}
