package io.sendense.engine.api.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.security.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON schemas of records as `RestJson` reads and writes them. Not thread-safe.
///
/// Every component is required but an `Optional`, which may be null or missing. A type that is no
/// record and not known here is refused when the document is made.
final class Schemas {
    private static final String HERE = "#/components/schemas/";
    private static final SnakeCase NAMES = new SnakeCase();

    private final Map<String, ObjectNode> named = new TreeMap<>();
    private final Map<String, Class<?>> owners = new TreeMap<>();

    /// A reference to the schema of a record, or the schema itself of a simple type.
    ObjectNode ref(Type type) {
        return switch (type) {
            case Class<?> plain when plain == ProblemShape.class -> named("Problem", plain);
            case Class<?> plain when plain == Problem.class -> told();
            case Class<?> plain when isText(plain) -> node().put("type", "string");
            case Class<?> plain when plain.isRecord() -> named(plain.getSimpleName(), plain);
            case Class<?> plain when plain.isEnum() -> words(plain);
            case Class<?> plain -> simple(plain);
            case ParameterizedType generic -> generic(generic);
            default -> throw unknown(type);
        };
    }

    ObjectNode all() {
        ObjectNode all = node();
        named.forEach(all::set);
        return all;
    }

    private ObjectNode named(String name, Class<?> type) {
        Class<?> owner = owners.putIfAbsent(name, type);
        if (owner == null) {
            named.put(name, node());
            named.put(name, record(type));
        } else if (owner != type) {
            throw new IllegalArgumentException("two records are named " + name);
        }
        return node().put("$ref", HERE + name);
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = node().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        var required = node().putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = NAMES.named(component.getName());
            ObjectNode of = ref(component.getGenericType());
            Means means = component.getAnnotation(Means.class);
            if (means != null) {
                of.put("description", means.value());
            }
            properties.set(name, of);
            if (!isOptional(component.getType())) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    /// A problem inside an answer: code and arguments, as it is stored.
    private static ObjectNode told() {
        ObjectNode schema = node().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("code").put("type", "string");
        properties.putObject("arguments").put("type", "object");
        schema.putArray("required").add("code").add("arguments");
        return schema;
    }

    /// A record that is written as the one text it holds.
    private static boolean isText(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getType() == String.class
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    private static boolean isOptional(Class<?> type) {
        return type == Optional.class || type == OptionalInt.class || type == OptionalLong.class;
    }

    private ObjectNode generic(ParameterizedType type) {
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            ObjectNode schema = node().put("type", "array");
            schema.set("items", ref(of[0]));
            return schema;
        }
        if (type.getRawType() == Map.class && of[0] == String.class) {
            ObjectNode schema = node().put("type", "object");
            schema.set("additionalProperties", ref(of[1]));
            return schema;
        }
        if (type.getRawType() == Optional.class) {
            return orNull(ref(of[0]));
        }
        throw unknown(type);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = node();
        either.putArray("anyOf").add(schema).add(node().put("type", "null"));
        return either;
    }

    private static ObjectNode words(Class<?> type) {
        ObjectNode schema = node().put("type", "string");
        var words = schema.putArray("enum");
        for (Object constant : type.getEnumConstants()) {
            words.add(word(type, ((Enum<?>) constant).name()));
        }
        return schema;
    }

    private static String word(Class<?> type, String constant) {
        try {
            @Nullable JsonProperty written =
                    type.getField(constant).getAnnotation(JsonProperty.class);
            return written == null ? constant : written.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every constant is a field", e);
        }
    }

    private static ObjectNode simple(Class<?> type) {
        if (type == String.class) {
            return node().put("type", "string");
        }
        if (type == Secret.class) {
            return node().put("type", "string").put("format", "password");
        }
        if (type == int.class || type == Integer.class) {
            return node().put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return node().put("type", "integer").put("format", "int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return node().put("type", "boolean");
        }
        if (type == double.class) {
            return node().put("type", "number");
        }
        if (type == Instant.class) {
            return node().put("type", "string").put("format", "date-time");
        }
        if (type == Duration.class) {
            return node().put("type", "string").put("format", "duration");
        }
        if (type == OptionalInt.class || type == OptionalLong.class) {
            return orNull(node().put("type", "integer"));
        }
        if (type == JsonNode.class) {
            return node();
        }
        throw unknown(type);
    }

    private static IllegalArgumentException unknown(Type type) {
        return new IllegalArgumentException("no schema of " + type);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// The names that `RestJson` gives to components.
    private static final class SnakeCase extends PropertyNamingStrategies.SnakeCaseStrategy {
        private static final long serialVersionUID = 1L;

        String named(String component) {
            return translate(component);
        }
    }
}
