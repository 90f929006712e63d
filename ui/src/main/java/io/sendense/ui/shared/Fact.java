package io.sendense.ui.shared;

/// One line of facts: what it is, and its value. Immutable.
public record Fact(String label, String value) {}
