package io.sendense.engine.catalog;

/// What all runs together may take, as an operator chose it. Immutable.
///
/// @param bytesPerSecond 0 for no limit
/// @param hostRequests reads under way at one host
/// @param hostBytes bytes of them together
/// @param datastoreRequests reads under way at one datastore
/// @param datastoreBytes bytes of them together
public record LimitsRow(
        long bytesPerSecond,
        int hostRequests,
        long hostBytes,
        int datastoreRequests,
        long datastoreBytes) {}
