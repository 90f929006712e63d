package io.sendense.engine.api.control;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.ProblemJson;
import io.sendense.engine.problem.ProblemModule;
import io.sendense.engine.security.Secret;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The engine's records as JSON on the control socket. A [Secret] is written in the clear here and
/// nowhere else: the socket is private. Thread-safe.
final class ControlJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().addModule(types()).build();

    private ControlJson() {}

    private static SimpleModule types() {
        return ProblemModule.create()
                .addSerializer(Secret.class, new SecretWriter())
                .addDeserializer(Secret.class, new SecretReader())
                .addSerializer(Argument.class, new ArgumentWriter())
                .addDeserializer(Argument.class, new ArgumentReader());
    }

    /// One line without its end.
    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// Parses a line.
    ///
    /// @throws IllegalArgumentException it is no JSON object
    static JsonNode object(byte[] line) {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (JacksonException e) {
            // The parser's own message would quote the line, in which a password may stand.
            throw new IllegalArgumentException(
                    "a line of %d bytes is not JSON".formatted(line.length));
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "a line of %d bytes is not a JSON object".formatted(line.length));
        }
        return node;
    }

    /// Reads a record.
    ///
    /// @throws IllegalArgumentException it is not one of this type
    static <T> T value(JsonNode node, Class<T> type) {
        T value;
        try {
            value = MAPPER.treeToValue(node, type);
        } catch (JacksonException | IllegalArgumentException e) {
            // No quotation, as above.
            throw new IllegalArgumentException("not a " + type.getSimpleName());
        }
        if (value == null) {
            throw new IllegalArgumentException("no " + type.getSimpleName());
        }
        return value;
    }

    static <T> List<T> list(JsonNode node, Class<T> type) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("no list of " + type.getSimpleName());
        }
        return node.valueStream().map(element -> value(element, type)).toList();
    }

    private static final class SecretWriter extends ValueSerializer<Secret> {
        @Override
        public void serialize(Secret secret, JsonGenerator out, SerializationContext context) {
            out.writeString(secret.reveal());
        }
    }

    private static final class SecretReader extends ValueDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context) {
            return Secret.of(in.getString());
        }
    }

    private static final class ArgumentWriter extends ValueSerializer<Argument> {
        @Override
        public void serialize(Argument argument, JsonGenerator out, SerializationContext context) {
            context.writeTree(out, ProblemJson.write(argument));
        }
    }

    private static final class ArgumentReader extends ValueDeserializer<Argument> {
        @Override
        public Argument deserialize(JsonParser in, DeserializationContext context) {
            return ProblemJson.readArgument(context.readTree(in));
        }
    }
}
