package io.sendense.engine.wire.nbd;

import java.util.Optional;

/// A metadata context this program knows: something that can be asked for about ranges of an export
/// (proto.md, "Metadata querying").
enum MetaContext {
    /// What is stored and what reads as zeroes (proto.md, "`base:allocation` metadata context").
    ALLOCATION("base:allocation", 1),

    /// Which file of a chain holds a range, as qemu counts (its docs/interop/nbd.rst).
    DEPTH("qemu:allocation-depth", 2);

    private final String text;
    private final int id;

    MetaContext(String text, int id) {
        this.text = text;
        this.id = id;
    }

    /// Namespace, colon, leaf name.
    String text() {
        return text;
    }

    /// The number this server gives to it on every connection.
    int id() {
        return id;
    }

    static Optional<MetaContext> of(String text) {
        for (MetaContext each : values()) {
            if (each.text.equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    static Optional<MetaContext> ofId(int id) {
        for (MetaContext each : values()) {
            if (each.id == id) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Whether a query of a list means it: its own name, or its whole namespace.
    boolean listedBy(String query) {
        return query.equals(text) || query.equals(text.substring(0, text.indexOf(':') + 1));
    }
}
