package io.sendense.engine.wire.nbd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The parameters of a URI (RFC 3986, section 3.4; `name=value`, joined by `&`), read or to be
/// written. Confined to one thread.
final class UriParameters {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// The whole URI, for messages.
    private final String text;

    UriParameters() {
        this("");
    }

    private UriParameters(String text) {
        this.text = text;
    }

    /// @param query as it stands in the URI, without the question mark
    /// @param text the whole URI
    /// @throws IllegalArgumentException a parameter has no value, or occurs twice
    static UriParameters parse(@Nullable String query, String text) {
        UriParameters parameters = new UriParameters(text);
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                throw NbdUri.refusal(text, "parameter '" + each + "' has no value");
            }
            String name = UriEscapes.decode(each.substring(0, equals));
            String value = UriEscapes.decode(each.substring(equals + 1));
            if (parameters.values.putIfAbsent(name, value) != null) {
                throw NbdUri.refusal(text, "parameter '" + name + "' occurs twice");
            }
        }
        return parameters;
    }

    /// Takes a parameter out.
    Optional<String> take(String name) {
        return Optional.ofNullable(values.remove(name));
    }

    /// @throws IllegalArgumentException there is one that nobody took
    void requireNoOther(String scheme) {
        if (!values.isEmpty()) {
            String name = values.keySet().iterator().next();
            throw NbdUri.refusal(
                    text, "parameter '" + name + "' has no meaning for " + scheme + " here");
        }
    }

    void put(String name, String value) {
        values.put(name, value);
    }

    /// As the end of a URI: empty, or beginning with a question mark.
    @Override
    public String toString() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(each -> each.getKey() + "=" + UriEscapes.encode(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
