package io.sendense.engine.run;

import io.sendense.engine.problem.ArgumentText;
import java.util.Locale;
import java.util.ResourceBundle;

/// Turns events into sentences, from the bundle `events.properties`. For what shows text to people.
/// Immutable.
public final class EventText {
    private final ResourceBundle bundle;
    private final ArgumentText arguments;

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
        return arguments.fill(
                bundle.getString(event.code().name()),
                ArgumentText.inWords(event.arguments(), bundle, ""));
    }
}
