package io.sendense.engine.api.rest;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a server listens. Immutable.
///
/// @param host name or address, without brackets
/// @param port 0 for any free one
public record RestAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s]+):(\\d{1,5})");

    public RestAddress {
        if (host.isBlank() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("no address: " + host + ", port " + port);
        }
    }

    public static RestAddress loopback(int port) {
        return new RestAddress("127.0.0.1", port);
    }

    /// Reads `127.0.0.1:8082` or `[::1]:8082`.
    ///
    /// @throws EngineException `REQUEST-INVALID`
    public static RestAddress parse(String text) throws EngineException {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(Cause.of(CauseCode.NOT_ADDRESS_AND_PORT).with("value", text))
                    .toException();
        }
        return new RestAddress(
                parts.group(1).replace("[", "").replace("]", ""), Integer.parseInt(parts.group(2)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
