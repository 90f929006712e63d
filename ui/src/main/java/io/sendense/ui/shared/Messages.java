package io.sendense.ui.shared;

import io.sendense.engine.problem.Language;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The console's own texts, from the bundle `messages` in one language. Immutable.
///
/// Keys are `feature.element.state`; always given as literals, so that a test can see that each
/// exists and none is left over.
public final class Messages {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Messages(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    public static Messages load(Language language) {
        return new Messages(
                ResourceBundle.getBundle("io.sendense.ui.messages", language.bundles()),
                language.formats());
    }

    public String text(String key) {
        return bundle.getString(key);
    }

    /// A text with its places `{0}`, `{1}` filled in the way of `java.text.MessageFormat`.
    public String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /// The bundle itself, for `%key` in FXML.
    public ResourceBundle bundle() {
        return bundle;
    }
}
