package io.sendense.engine.source.vsphere.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The cookies by which a server knows a session. Thread-safe.
///
/// Names and values are kept and given back as they came, quotes included (RFC 6265 section 5.2
/// without its attributes: the cookies never leave the one server they came from).
public final class SessionCookie {
    private static final int MOST_COOKIES = 20;

    private final Map<String, String> values = new LinkedHashMap<>();

    /// Takes what a `Set-Cookie` header says.
    public synchronized void take(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            return;
        }
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        boolean known = values.containsKey(name);
        if (isPlain(name) && isPlain(value) && (known || values.size() < MOST_COOKIES)) {
            values.put(name, value);
        }
    }

    /// Nothing that could end a header line.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /// The value of the `Cookie` header; empty if there is no session.
    public synchronized String header() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    public synchronized void clear() {
        values.clear();
    }
}
