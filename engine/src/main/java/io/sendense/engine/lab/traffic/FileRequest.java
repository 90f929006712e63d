package io.sendense.engine.lab.traffic;

/// A request for a datastore file. Immutable.
///
/// @param method the HTTP method
/// @param file its datastore path, `[store] folder/file`; empty where the request names none
/// @param range the `Range` header as it was sent; empty where there was none
public record FileRequest(String method, String file, String range) {}
