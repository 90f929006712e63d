package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.transfer.ZeroPolicy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/// Records from JSON that takes nothing for something else. Stateless.
final class StrictMapper {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            config ->
                                    config.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .addModule(
                            new SimpleModule()
                                    .addDeserializer(Secret.class, new ValueReaders.OfSecret())
                                    .addDeserializer(
                                            Fingerprint.class, new ValueReaders.OfFingerprint())
                                    .addDeserializer(ZeroPolicy.class, new ValueReaders.OfZeroes())
                                    .addDeserializer(NodeJobId.class, new ValueReaders.OfJobId())
                                    .addDeserializer(
                                            java.net.URI.class, new ValueReaders.OfAddress())
                                    .addDeserializer(ExtentPlan.class, new ExtentPlanReader()))
                    .build();

    private StrictMapper() {}

    /// Reads a record.
    ///
    /// @throws JacksonException it is none, see [#explain]
    static <T> T read(byte[] json, Class<T> type) {
        T value = MAPPER.readValue(json, type);
        if (value == null) {
            throw new StreamReadException("null");
        }
        return value;
    }

    /// What is wrong, by its place in the request: nothing of it is quoted but names of fields.
    static Cause explain(JacksonException failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof Explained said) {
                return placed(failure, said.explanation());
            }
        }
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                    Cause.of(CauseCode.NODE_FIELD_UNKNOWN).with("field", field(unknown.getPath()));
            case StreamReadException broken when isDuplicate(broken) ->
                    Cause.of(CauseCode.NODE_FIELD_TWICE).with("field", name(broken));
            case StreamReadException broken when !(broken instanceof InputCoercionException) ->
                    notJson(broken.getLocation());
            default -> Cause.of(CauseCode.NODE_FIELD_UNFIT).with("field", field(failure.getPath()));
        };
    }

    private static Cause notJson(@Nullable TokenStreamLocation where) {
        return Cause.of(CauseCode.NODE_REQUEST_NOT_JSON)
                .withCount("line", where == null ? 1 : where.getLineNr())
                .withCount("column", where == null ? 1 : where.getColumnNr());
    }

    private static Cause placed(JacksonException failure, Cause why) {
        return failure.getPath().isEmpty()
                ? why
                : Cause.of(CauseCode.AT).with("place", field(failure.getPath())).because(why);
    }

    private static boolean isDuplicate(StreamReadException failure) {
        return failure.getOriginalMessage().startsWith("Duplicate ");
    }

    private static String name(StreamReadException failure) {
        JsonParser parser = failure.processor();
        String name = parser == null ? null : parser.currentName();
        return name == null ? "?" : Shortened.text(name);
    }

    private static String field(List<Reference> path) {
        String text =
                path.stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getPropertyName())
                        .collect(Collectors.joining());
        return text.isEmpty()
                ? "{}"
                : Shortened.text(text.startsWith(".") ? text.substring(1) : text);
    }
}
