package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.Value;
import java.util.Optional;

/// What an operation answers. Immutable.
///
/// @param value the value; empty where the operation returns none
/// @param login the session the client is to use from now on
public record Reply(Optional<? extends Value> value, Optional<Session> login) {
    /// Done, and nothing to return.
    public static final Reply NOTHING = new Reply(Optional.empty(), Optional.empty());

    /// A value.
    public static Reply of(Value value) {
        return new Reply(Optional.of(value), Optional.empty());
    }

    /// A value that may be missing.
    public static Reply maybe(Optional<? extends Value> value) {
        return new Reply(value, Optional.empty());
    }
}
