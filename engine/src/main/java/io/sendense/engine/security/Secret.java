package io.sendense.engine.security;

import java.util.Arrays;

/// A password or token in memory. Never shows itself in `toString`. Thread-safe.
///
/// It can be wiped with `close`; copies that a library made of it cannot.
public final class Secret implements AutoCloseable {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /// A secret with a copy of these characters; the caller wipes its own.
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /// Another one with the same characters, which lives on its own.
    public Secret copy() {
        synchronized (characters) {
            return of(characters);
        }
    }

    /// The secret as text, for an interface that takes nothing else.
    public String reveal() {
        synchronized (characters) {
            return new String(characters);
        }
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    /// Overwrites the characters. Repeatable.
    @Override
    public void close() {
        synchronized (characters) {
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
