package io.sendense.engine;

/// What came of adding a folder to the repositories, or of looking into one again. Immutable.
///
/// @param made whether there was none in the folder before
/// @param adopted restore points that the catalog did not know
/// @param unusable restore points that are there and cannot be used, or lack what they are backed
///   by
public record AddedRepository(RepositoryView repository, boolean made, int adopted, int unusable) {}
