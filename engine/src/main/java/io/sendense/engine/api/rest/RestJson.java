package io.sendense.engine.api.rest;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemModule;
import io.sendense.engine.security.Secret;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Records as JSON on the REST interfaces: snake_case, read strictly. Thread-safe.
///
/// A [Secret] can be read and never be written. What is refused is told by its place and kind; no
/// value is quoted, as it may be a password.
public final class RestJson {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 4 << 20;

    private static final JsonMapper MAPPER = mapper();

    private RestJson() {}

    private static JsonMapper mapper() {
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(MAX_DEPTH)
                                        .maxStringLength(MAX_TEXT)
                                        .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .annotationIntrospector(new AllIsRequired())
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> {
                            texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                            texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                            texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                        })
                .addModule(
                        ProblemModule.create()
                                .addSerializer(Secret.class, new SecretKeeper())
                                .addDeserializer(Secret.class, new SecretReader()))
                .build();
    }

    /// A record as JSON, without line breaks.
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /// Reads a record.
    ///
    /// @throws EngineException `REQUEST-INVALID` with `where`: `disks[0].key`, or a line and column
    public static <T> T value(byte[] json, Class<T> type) throws EngineException {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw invalid(CauseCode.FIELD_MISSING, "body").toException();
            }
            return value;
        } catch (JacksonException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(reason(e).with("where", where(e)))
                    .toException();
        }
    }

    private static Problem invalid(CauseCode code, String where) {
        return Problem.of(ProblemCode.REQUEST_INVALID).because(Cause.of(code).with("where", where));
    }

    private static Cause reason(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> Cause.of(CauseCode.FIELD_UNKNOWN);
            case InvalidFormatException wrong -> wrongType(wrong.getTargetType());
            case MismatchedInputException wrong
                    when wrong.getOriginalMessage().startsWith("Null value for creator")
                            || wrong.getOriginalMessage().startsWith("Missing") ->
                    Cause.of(CauseCode.FIELD_MISSING);
            case MismatchedInputException wrong
                    when wrong.getOriginalMessage().startsWith("Trailing token") ->
                    Cause.of(CauseCode.JSON_NOT_AT_ITS_END);
            case MismatchedInputException wrong -> wrongType(wrong.getTargetType());
            // The record itself refused it.
            case DatabindException wrong
                    when wrong.getCause() instanceof IllegalArgumentException refused ->
                    Cause.of(CauseCode.FIELD_REFUSED)
                            .with("detail", String.valueOf(refused.getMessage()));
            case DatabindException _ -> Cause.of(CauseCode.FIELD_WRONG_TYPE);
            default -> Cause.of(CauseCode.JSON_UNREADABLE);
        };
    }

    private static Cause wrongType(@Nullable Class<?> type) {
        if (type == null) {
            return Cause.of(CauseCode.FIELD_WRONG_TYPE);
        }
        return Cause.of(
                switch (type.getSimpleName()) {
                    case "String", "Secret" -> CauseCode.FIELD_NOT_TEXT;
                    case "int", "Integer", "long", "Long", "OptionalInt", "OptionalLong" ->
                            CauseCode.FIELD_NOT_A_NUMBER;
                    default -> {
                        if (Collection.class.isAssignableFrom(type)) {
                            yield CauseCode.FIELD_NOT_A_LIST;
                        }
                        yield type.isEnum()
                                ? CauseCode.FIELD_NOT_A_KNOWN_WORD
                                : CauseCode.FIELD_WRONG_TYPE;
                    }
                });
    }

    private static String where(JacksonException e) {
        String path =
                e.getPath().stream()
                        .map(step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getPropertyName())
                        .collect(Collectors.joining());
        if (!path.isEmpty()) {
            String text = path.startsWith(".") ? path.substring(1) : path;
            return text.length() <= 200 ? text : text.substring(0, 200) + "...";
        }
        TokenStreamLocation place = e.getLocation();
        return place == null
                ? "body"
                : "line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
    }

    /// Whatever may be missing is an `Optional`.
    private static final class AllIsRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return !member.getRawType().getName().startsWith("java.util.Optional");
        }
    }

    private static final class SecretKeeper extends ValueSerializer<Secret> {
        @Override
        public void serialize(Secret secret, JsonGenerator out, SerializationContext context) {
            throw new IllegalStateException("a secret is never answered");
        }
    }

    private static final class SecretReader extends ValueDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context) {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return (Secret) context.handleUnexpectedToken(Secret.class, in);
            }
            return Secret.of(in.getString());
        }
    }
}
