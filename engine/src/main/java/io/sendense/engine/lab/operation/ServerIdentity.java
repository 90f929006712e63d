package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.product.Product;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What the server says of itself. Immutable.
///
/// @param sslThumbprint the SHA-1 of its certificate now, as vSphere writes it
/// @param clock what it takes the time from
/// @param pageLimit most objects in one page of properties, whatever the client asks for
/// @param product what it is
public record ServerIdentity(
        Supplier<String> sslThumbprint, InstantSource clock, int pageLimit, Product product) {
    /// Refuses empty pages.
    public ServerIdentity {
        if (pageLimit < 1) {
            throw new IllegalArgumentException("pages of " + pageLimit + " objects");
        }
    }
}
