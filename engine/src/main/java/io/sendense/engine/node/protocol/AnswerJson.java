package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.ProblemModule;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What a node answers, as JSON: names with underscores, times as ISO 8601, problems as
/// [ProblemJson]. Fields that a newer node adds are left alone. Stateless.
public final class AnswerJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .addModule(ProblemModule.create())
                    .build();

    private AnswerJson() {}

    /// One of the answers of this package, in one line.
    public static byte[] write(Object answer) {
        return MAPPER.writeValueAsBytes(answer);
    }

    /// Reads an answer.
    ///
    /// @throws IllegalArgumentException it is no such answer
    public static <T> T read(byte[] json, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
        if (value == null) {
            throw new IllegalArgumentException("no " + type.getSimpleName());
        }
        return value;
    }
}
