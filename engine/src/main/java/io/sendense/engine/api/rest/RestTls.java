package io.sendense.engine.api.rest;

import java.nio.file.Path;

/// What a server shows of itself: PEM files. Immutable.
///
/// @param certificate its certificate first, then those of its issuers
/// @param key without a password
public record RestTls(Path certificate, Path key) {}
