package io.sendense.engine.run;

import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.concern.ConcernText;
import io.sendense.engine.concern.Severity;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import java.util.Locale;
import java.util.ResourceBundle;

/// Turns events into sentences, from the bundle `events.properties`. For what shows text to people.
/// Immutable.
public final class EventText {
    private final ResourceBundle bundle;
    private final ArgumentText arguments;
    private final ConcernText concerns = ConcernText.english();

    private EventText(Locale locale) {
        this.bundle =
                ResourceBundle.getBundle(
                        "io.sendense.engine.run.events", locale, EventText.class.getModule());
        this.arguments = new ArgumentText(locale);
    }

    public static EventText english() {
        return new EventText(Locale.ENGLISH);
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
