package io.sendense.engine.lab.operation;

import java.time.InstantSource;

/// What the server says of itself. Immutable.
///
/// @param sslThumbprint its certificate's SHA-1, as vSphere writes it
/// @param clock what it takes the time from
/// @param pageLimit most objects in one page of properties, whatever the client asks for
public record ServerIdentity(String sslThumbprint, InstantSource clock, int pageLimit) {
    /// Refuses empty pages.
    public ServerIdentity {
        if (pageLimit < 1) {
            throw new IllegalArgumentException("pages of " + pageLimit + " objects");
        }
    }
}
