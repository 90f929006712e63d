package io.sendense.engine.problem;

import java.util.Locale;

/// A language that texts exist in. English is in the bundles without a suffix.
public enum Language {
    ENGLISH(Locale.ROOT, Locale.UK),
    GERMAN(Locale.GERMAN, Locale.GERMANY);

    private final Locale bundles;
    private final Locale formats;

    Language(Locale bundles, Locale formats) {
        this.bundles = bundles;
        this.formats = formats;
    }

    /// The language of a locale; English where there are no texts in its own.
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("de") ? GERMAN : ENGLISH;
    }

    /// By which [ResourceBundle] finds the texts. The root for English: asked for "en" it would
    /// fall back on the system's language, and answer a German system in German.
    public Locale bundles() {
        return bundles;
    }

    /// By which numbers and times are written.
    public Locale formats() {
        return formats;
    }
}
