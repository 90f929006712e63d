package io.sendense.engine;

import io.sendense.engine.security.Secret;
import java.util.Optional;

/// A vCenter to be added. Give either a pin or a CA file; with neither, the system's trust store
/// decides. Immutable.
///
/// @param pin SHA-256 of the server's certificate, hex with or without colons
/// @param caFile path of a PEM file
public record NewVCenter(
        String name,
        String url,
        String user,
        Secret password,
        Optional<String> pin,
        Optional<String> caFile) {}
