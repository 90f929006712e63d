package io.sendense.engine.serve;

import java.nio.file.Path;

/// How a served restore point is encrypted. Immutable.
///
/// @param certificates folder with `server-cert.pem`, `server-key.pem` and, where clients need a
///   certificate, `ca-cert.pem`
/// @param required whether clients without TLS are refused
/// @param clientCertificates whether clients need a certificate of that CA
public record ServeTls(Path certificates, boolean required, boolean clientCertificates) {}
