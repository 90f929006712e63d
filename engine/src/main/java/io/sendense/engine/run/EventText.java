package io.sendense.engine.run;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
        Map<String, Argument> shown = new HashMap<>(event.arguments());
        shown.computeIfPresent("mode", (_, mode) -> words(mode));
        return arguments.fill(bundle.getString(event.code().name()), shown);
    }

    /// How a disk is read, in words; as it is where an event of another version has a new one.
    private Argument words(Argument mode) {
        return mode instanceof Argument.Text(String name) && bundle.containsKey("mode." + name)
                ? new Argument.Text(bundle.getString("mode." + name))
                : mode;
    }
}
