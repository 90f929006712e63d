package io.sendense.engine.concern;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.Language;
import java.util.Map;
import java.util.ResourceBundle;

/// Turns concerns into sentences, from the bundle `concerns.properties`. For what shows text to
/// people. Immutable.
public final class ConcernText {
    private final ResourceBundle bundle;
    private final ArgumentText arguments;

    private ConcernText(Language language) {
        this.bundle =
                ResourceBundle.getBundle(
                        "io.sendense.engine.concern.concerns",
                        language.bundles(),
                        ConcernText.class.getModule());
        this.arguments = new ArgumentText(language);
    }

    /// In English, as the command line and all that is kept have it.
    public static ConcernText english() {
        return of(Language.ENGLISH);
    }

    public static ConcernText of(Language language) {
        return new ConcernText(language);
    }

    /// What an operator reads of a concern.
    ///
    /// @param id the stable id, `DISK-INDEPENDENT`
    /// @param what one sentence: what was found and what it means
    /// @param remedy what to do about it
    public record Rendered(String id, Severity severity, String what, String remedy) {}

    /// The text of a concern.
    public Rendered render(Concern concern) {
        return render(concern.rule(), concern.arguments());
    }

    /// The text of a rule with its arguments, as an event keeps them.
    public Rendered render(ConcernRule rule, Map<String, Argument> values) {
        return new Rendered(
                rule.id(),
                rule.severity(),
                arguments.fill(bundle.getString(rule.id() + ".what"), values),
                arguments.fill(bundle.getString(rule.id() + ".do"), values));
    }
}
