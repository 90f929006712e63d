package io.sendense.engine.lab.operation;

import java.time.InstantSource;
import java.util.function.Supplier;

/// What the server says of itself. Immutable.
///
/// @param sslThumbprint the SHA-1 of its certificate now, as vSphere writes it
/// @param clock what it takes the time from
/// @param pageLimit most objects in one page of properties, whatever the client asks for
public record ServerIdentity(
        Supplier<String> sslThumbprint, InstantSource clock, int pageLimit) {
    /// Refuses empty pages.
    public ServerIdentity {
        if (pageLimit < 1) {
            throw new IllegalArgumentException("pages of " + pageLimit + " objects");
        }
    }
}
