package io.sendense.engine.problem;

/// An exception that knows its cause in a form that every language has a sentence for.
public interface Explained {
    Cause explanation();
}
