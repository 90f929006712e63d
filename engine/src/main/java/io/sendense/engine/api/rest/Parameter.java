package io.sendense.engine.api.rest;

/// One parameter of a route. Immutable.
///
/// @param name as it stands in the path's template or the query
/// @param meaning one sentence
/// @param inPath else it is one of the query
/// @param required always true of one in the path
public record Parameter(String name, String meaning, boolean inPath, boolean required) {}
