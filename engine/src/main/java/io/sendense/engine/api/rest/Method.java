package io.sendense.engine.api.rest;

/// What a route does with its path.
public enum Method {
    /// Reads, changes nothing.
    GET,
    /// Starts or changes something.
    POST,
    /// Removes something.
    DELETE
}
