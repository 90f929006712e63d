package io.sendense.engine;

import java.time.Instant;

/// The certificate a server shows, for an operator to judge before any password is sent. Immutable.
///
/// @param sha256 of the DER form, upper-case hex in pairs with colons
/// @param trustedBySystem whether the system's trust store accepts it for this host name
public record ServerCertificate(
        String sha256,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        boolean trustedBySystem) {}
