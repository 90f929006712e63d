package io.sendense.engine.problem;

import java.time.Duration;

/// One value in a problem or event, typed so that each reader can show it in its own way.
/// Immutable.
public sealed interface Argument {
    /// A name, path or address, or somebody else's own words. Never a secret, and no sentence of
    /// ours: it would stay English in all languages.
    record Text(String value) implements Argument {}

    /// A number of bytes.
    record Bytes(long value) implements Argument {}

    /// A plain number.
    record Count(long value) implements Argument {}

    /// A span of time.
    record Time(Duration value) implements Argument {}

    /// Why: a sentence of ours, in the language of its reader.
    record Because(Cause value) implements Argument {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /// Another problem, told in its own words.
    record Nested(Problem value) implements Argument {
        @Override
        public String toString() {
            return value.code().id() + " " + value.arguments();
        }
    }
}
