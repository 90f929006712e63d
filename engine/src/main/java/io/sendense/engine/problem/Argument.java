package io.sendense.engine.problem;

import java.time.Duration;

/// One value in a problem or event, typed so that each reader can show it in its own way.
/// Immutable.
public sealed interface Argument {
    /// A name, path, address or a server's own words. Never a secret.
    record Text(String value) implements Argument {}

    /// A number of bytes.
    record Bytes(long value) implements Argument {}

    /// A plain number.
    record Count(long value) implements Argument {}

    /// A span of time.
    record Time(Duration value) implements Argument {}
}
