package io.sendense.engine.source.vsphere.soap;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// Values without parts: XML Schema's simple types and the Java types yavijava has for them.
final class Leaf {
    private static final Map<String, Class<?>> BY_SCHEMA_NAME =
            Map.ofEntries(
                    Map.entry("string", String.class),
                    Map.entry("anyURI", String.class),
                    Map.entry("boolean", Boolean.class),
                    Map.entry("byte", Byte.class),
                    Map.entry("short", Short.class),
                    Map.entry("int", Integer.class),
                    Map.entry("long", Long.class),
                    Map.entry("float", Float.class),
                    Map.entry("double", Double.class),
                    Map.entry("dateTime", Calendar.class),
                    Map.entry("base64Binary", byte[].class));

    private Leaf() {}

    /// The Java type of `xsd:<name>`.
    static Optional<Class<?>> ofSchema(String name) {
        return Optional.ofNullable(BY_SCHEMA_NAME.get(name));
    }

    /// The name `xsd:<name>` of a value.
    static Optional<String> schemaName(Object value) {
        return BY_SCHEMA_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().isInstance(value))
                .map(Map.Entry::getKey)
                // both names of String: the plain one
                .max(java.util.Comparator.naturalOrder());
    }

    static boolean is(Class<?> type) {
        return type.isPrimitive()
                || BY_SCHEMA_NAME.containsValue(type)
                || Calendar.class.isAssignableFrom(type);
    }

    /// Reads a value of a type for which [#is] holds.
    static Object read(Class<?> type, String text) throws XMLStreamException {
        if (type == String.class) {
            return text;
        }
        String value = text.strip();
        try {
            return switch (type.getName()) {
                case "boolean", "java.lang.Boolean" -> value.equals("true") || value.equals("1");
                case "byte", "java.lang.Byte" -> Byte.valueOf(value);
                case "short", "java.lang.Short" -> Short.valueOf(value);
                case "int", "java.lang.Integer" -> Integer.valueOf(value);
                case "long", "java.lang.Long" -> Long.valueOf(value);
                case "float", "java.lang.Float" -> Float.valueOf(value);
                case "double", "java.lang.Double" -> Double.valueOf(value);
                case "[B" -> Base64.getMimeDecoder().decode(value);
                default -> calendar(value);
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new XMLStreamException("'" + value + "' is no " + type.getSimpleName(), e);
        }
    }

    private static Calendar calendar(String value) {
        ZonedDateTime time =
                value.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
                        ? OffsetDateTime.parse(value).toZonedDateTime()
                        : LocalDateTime.parse(value).atZone(ZoneOffset.UTC);
        return GregorianCalendar.from(time);
    }

    static String write(Object value) {
        return switch (value) {
            case Calendar time ->
                    DateTimeFormatter.ISO_INSTANT.format(
                            Instant.ofEpochMilli(time.getTimeInMillis()));
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            default -> value.toString();
        };
    }
}
