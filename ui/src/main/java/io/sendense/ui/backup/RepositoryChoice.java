package io.sendense.ui.backup;

/// A repository to choose. Immutable.
///
/// @param text its name and free space
record RepositoryChoice(String name, String text, boolean isDefault) {}
