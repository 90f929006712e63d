package io.sendense.engine.api.rest;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names and addresses under which a machine reaches only itself. A page of the web that has its
/// name point to 127.0.0.1 sends its own name, and is refused for that. Stateless.
final class LoopbackName {
    private static final Pattern NAME =
            Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1])(:\\d{1,5})?");

    private LoopbackName() {}

    static boolean isIn(@Nullable String hostHeader) {
        return hostHeader != null && NAME.matcher(hostHeader.toLowerCase(Locale.ROOT)).matches();
    }
}
