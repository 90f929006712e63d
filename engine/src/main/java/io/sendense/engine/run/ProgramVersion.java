package io.sendense.engine.run;

/// Which program this is; stands in every run's record. Immutable.
///
/// @param version for instance `0.1.0-SNAPSHOT`
/// @param commit short commit id of the sources, with `-dirty` where they were changed since;
///   `unknown` outside of a checkout
public record ProgramVersion(String version, String commit) {}
