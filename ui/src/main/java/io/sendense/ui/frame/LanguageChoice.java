package io.sendense.ui.frame;

import io.sendense.engine.problem.Language;
import java.util.Locale;

/// Which language the operator wants.
public enum LanguageChoice {
    /// As the operating system has it, where there are texts in it; else English.
    SYSTEM,
    ENGLISH,
    GERMAN;

    /// The language of this choice.
    ///
    /// @param system the operating system's locale
    public Language language(Locale system) {
        return switch (this) {
            case SYSTEM -> Language.of(system);
            case ENGLISH -> Language.ENGLISH;
            case GERMAN -> Language.GERMAN;
        };
    }
}
