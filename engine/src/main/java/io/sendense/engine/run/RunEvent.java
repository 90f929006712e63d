package io.sendense.engine.run;

import io.sendense.engine.problem.Argument;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened in a run, kept for good. Immutable.
///
/// @param number ascending over the whole catalog, from 1
public record RunEvent(
        long number, RunId run, Instant time, EventCode code, Map<String, Argument> arguments) {
    public RunEvent {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
