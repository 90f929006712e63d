package io.sendense.engine.api.rest;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a problem looks like, for the document only: `ProblemAnswer` writes it.
record ProblemShape(
        String type,
        String title,
        int status,
        String detail,
        @Means("Stable, for programs: RUN-UNKNOWN") String code,
        @Means(
                        "Values of the sentences by name, each with its kind: text, bytes, count, time, cause or problem")
                Map<String, JsonNode> arguments) {}
