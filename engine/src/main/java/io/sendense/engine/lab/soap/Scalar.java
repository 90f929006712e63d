package io.sendense.engine.lab.soap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;

/// A value without parts: an XML Schema simple type or a constant of a vSphere enumeration.
/// Immutable.
///
/// @param type `xsd:string`, `xsd:int`, ... or the name of the enumeration
/// @param text the value, unescaped
public record Scalar(String type, String text) implements Value {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /// Refuses nulls.
    public Scalar {
        Objects.requireNonNull(type);
        Objects.requireNonNull(text);
    }

    /// A string.
    public static Scalar of(String value) {
        return new Scalar("xsd:string", value);
    }

    /// A truth value.
    public static Scalar of(boolean value) {
        return new Scalar("xsd:boolean", Boolean.toString(value));
    }

    /// A 16-bit number.
    public static Scalar of(short value) {
        return new Scalar("xsd:short", Short.toString(value));
    }

    /// A 32-bit number.
    public static Scalar of(int value) {
        return new Scalar("xsd:int", Integer.toString(value));
    }

    /// A 64-bit number.
    public static Scalar of(long value) {
        return new Scalar("xsd:long", Long.toString(value));
    }

    /// A time in UTC, to the microsecond.
    public static Scalar of(Instant value) {
        return new Scalar("xsd:dateTime", TIME.format(value));
    }

    /// Bytes in base 64.
    public static Scalar of(byte[] value) {
        return new Scalar("xsd:base64Binary", Base64.getEncoder().encodeToString(value));
    }

    /// A constant of a vSphere enumeration.
    public static Scalar constant(String enumeration, String value) {
        return new Scalar(enumeration, value);
    }
}
