package io.sendense.engine.lab.soap;

/// A vSphere value as it travels in a reply. Immutable.
public sealed interface Value permits Scalar, Reference, Structure, Sequence {}
