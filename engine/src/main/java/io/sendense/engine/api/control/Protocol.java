package io.sendense.engine.api.control;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ProblemJson;
import io.sendense.engine.run.ProgramVersion;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Limits and the first line, the same for both sides.
final class Protocol {
    static final int MAX_REQUEST_BYTES = 1 << 20;
    static final int MAX_ANSWER_BYTES = 32 << 20;

    /// How long the other side may take to connect and to say who it is.
    static final Duration GREETING = Duration.ofSeconds(5);

    /// How long a last line may take to be sent, and a cancelled call to end.
    static final Duration FAREWELL = Duration.ofSeconds(5);

    /// Answers and events that may wait for a slow reader.
    static final int MAX_WAITING = 10_000;

    static final int MAX_CLIENTS = 64;
    static final int MAX_CALLS_PER_CLIENT = 64;

    private Protocol() {}

    static byte[] hello(ProgramVersion version) {
        return ControlJson.bytes(Map.of("hello", version));
    }

    /// The version a first line tells.
    ///
    /// @throws IllegalArgumentException it is no greeting
    static ProgramVersion greeting(JsonNode line) {
        if (!line.path("hello").isObject()) {
            throw new IllegalArgumentException("the first line is no hello");
        }
        return ControlJson.value(line.path("hello"), ProgramVersion.class);
    }

    static String describe(ProgramVersion version) {
        return version.version() + " (" + version.commit() + ")";
    }

    /// What a last line says. An engine of another version may say it in a text.
    static Cause farewell(JsonNode bye) {
        if (bye.isObject()
                && ProblemJson.readArgument(bye) instanceof Argument.Because(Cause why)) {
            return why;
        }
        return Cause.of(CauseCode.ENGINE_SENT_AWAY).with("detail", bye.asString(""));
    }
}
