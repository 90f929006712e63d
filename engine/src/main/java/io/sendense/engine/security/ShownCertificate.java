package io.sendense.engine.security;

import java.time.Instant;

/// The certificate a server showed. Immutable.
///
/// @param trustedBySystem whether the platform's trust store accepts it for the host name it was
///   fetched from
public record ShownCertificate(
        Fingerprint fingerprint,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        boolean trustedBySystem) {}
