package io.sendense.engine.repository.storage;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as JSON: indented, names with underscores, times as ISO 8601, unknown fields ignored,
/// unknown versions refused. Stateless.
public final class JsonFiles {
    private static final String VERSION = "format_version";

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private JsonFiles() {}

    /// The text of a record, UTF-8, with a line feed at its end.
    public static byte[] encode(Object value) {
        return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// A record as a tree that can be changed before it is encoded.
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// Reads a record from a file's content.
    ///
    /// @param file what the content is called in messages
    /// @param known the newest format version this program reads; the oldest is 1
    /// @throws FormatVersionException the version is another
    /// @throws JsonFormatException it is not JSON, or not such a record
    public static <T> T decode(String file, byte[] content, Class<T> type, int known)
            throws FormatVersionException, JsonFormatException {
        try {
            JsonNode tree = MAPPER.readTree(content);
            JsonNode version = tree.path(VERSION);
            if (!version.isInt()) {
                throw new JsonFormatException(file + " has no number " + VERSION);
            }
            if (version.intValue() < 1 || version.intValue() > known) {
                throw new FormatVersionException(file, version.intValue(), known);
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new JsonFormatException(file + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new JsonFormatException(file + ": " + e.getMessage(), e);
        }
    }

    /// A text field at the top of a file's content; empty where it is missing.
    public static String text(String file, byte[] content, String field)
            throws JsonFormatException {
        try {
            return MAPPER.readTree(content).path(field).asString("");
        } catch (JacksonException e) {
            throw new JsonFormatException(file + ": " + e.getOriginalMessage(), e);
        }
    }
}
