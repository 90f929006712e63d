package io.sendense.engine.problem;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Problems and arguments as JSON, one form wherever they are stored or sent:
///
/// ```json
/// {"code": "NBD-SIZE-MISMATCH",
///  "arguments": {"disk": {"text": "Hard disk 1"}, "expected": {"bytes": 512},
///                "attempts": {"count": 3}, "after": {"time": "PT30S"},
///                "cause": {"cause": {"code": "FILE_MISSING", "arguments": {...}}},
///                "below": {"problem": {"code": ..., "arguments": ...}}}}
/// ```
///
/// Arguments keep their order and type. A code that this program does not know (a newer one wrote
/// it) is read as `INTERNAL-ERROR` with the code as an argument. Thread-safe.
public final class ProblemJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ProblemJson() {}

    public static ObjectNode write(Problem problem) {
        ObjectNode node = NODES.objectNode();
        node.put("code", problem.code().id());
        node.set("arguments", writeArguments(problem.arguments()));
        return node;
    }

    public static ArrayNode writeAll(List<Problem> problems) {
        ArrayNode array = NODES.arrayNode();
        problems.forEach(problem -> array.add(write(problem)));
        return array;
    }

    public static ObjectNode writeArguments(Map<String, Argument> arguments) {
        ObjectNode node = NODES.objectNode();
        arguments.forEach((name, argument) -> node.set(name, write(argument)));
        return node;
    }

    public static ObjectNode write(Argument argument) {
        ObjectNode node = NODES.objectNode();
        return switch (argument) {
            case Argument.Text(var value) -> node.put("text", value);
            case Argument.Bytes(var value) -> node.put("bytes", value);
            case Argument.Count(var value) -> node.put("count", value);
            case Argument.Time(var value) -> node.put("time", value.toString());
            case Argument.Because(Cause value) -> {
                ObjectNode cause = node.putObject("cause");
                cause.put("code", value.code().name());
                cause.set("arguments", writeArguments(value.arguments()));
                yield node;
            }
            case Argument.Nested(Problem value) -> {
                node.set("problem", write(value));
                yield node;
            }
        };
    }

    /// Reads a problem.
    ///
    /// @throws IllegalArgumentException the JSON is not of this form
    public static Problem read(JsonNode node) {
        String id = text(node, "code");
        Map<String, Argument> arguments = readArguments(node.path("arguments"));
        return ProblemCode.ofId(id)
                .map(code -> new Problem(code, arguments))
                .orElseGet(() ->
                        new Problem(ProblemCode.INTERNAL_ERROR, arguments)
                                .because(Cause.of(CauseCode.NEWER_PROGRAM).with("code", id)));
    }

    /// Reads what `writeAll` wrote.
    ///
    /// @throws IllegalArgumentException the JSON is not of this form
    public static List<Problem> readAll(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("expected an array of problems: " + cut(array));
        }
        List<Problem> problems = new ArrayList<>();
        array.forEach(node -> problems.add(read(node)));
        return problems;
    }

    /// Reads what `writeArguments` wrote.
    ///
    /// @throws IllegalArgumentException the JSON is not of this form
    public static Map<String, Argument> readArguments(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected an object of arguments: " + cut(node));
        }
        Map<String, Argument> arguments = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> arguments.put(entry.getKey(), readArgument(entry.getValue())));
        return arguments;
    }

    public static Argument readArgument(JsonNode node) {
        if (node.path("text").isString()) {
            return new Argument.Text(node.path("text").stringValue());
        }
        if (node.path("bytes").canConvertToLong() && node.path("bytes").isIntegralNumber()) {
            return new Argument.Bytes(node.path("bytes").longValue());
        }
        if (node.path("count").canConvertToLong() && node.path("count").isIntegralNumber()) {
            return new Argument.Count(node.path("count").longValue());
        }
        if (node.path("cause").isObject()) {
            return new Argument.Because(
                    Cause.named(
                            text(node.path("cause"), "code"),
                            readArguments(node.path("cause").path("arguments"))));
        }
        if (node.path("problem").isObject()) {
            return new Argument.Nested(read(node.path("problem")));
        }
        try {
            return new Argument.Time(Duration.parse(text(node, "time")));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a span of time: " + cut(node), e);
        }
    }

    /// Parses a text.
    ///
    /// @throws IllegalArgumentException the text is no JSON
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("no text '" + name + "' in " + cut(node));
        }
        return value.stringValue();
    }

    private static String cut(JsonNode node) {
        String text = node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }
}
