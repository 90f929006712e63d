package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// What a node answers, as JSON: names with underscores, times as ISO 8601, problems as
/// [ProblemJson]. Fields that a newer node adds are left alone. Stateless.
public final class AnswerJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Problem.class, new ProblemWriter())
                                    .addDeserializer(Problem.class, new ProblemReader()))
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

    private static final class ProblemWriter extends ValueSerializer<Problem> {
        @Override
        public void serialize(Problem problem, JsonGenerator out, SerializationContext context) {
            context.writeTree(out, ProblemJson.write(problem));
        }
    }

    private static final class ProblemReader extends ValueDeserializer<Problem> {
        @Override
        public Problem deserialize(JsonParser in, DeserializationContext context) {
            return ProblemJson.read(context.readTree(in));
        }
    }
}
