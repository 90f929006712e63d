package io.sendense.ui;

import java.nio.file.Path;

/// Where the files of the console and its engine lie, for people to find them. Immutable.
///
/// @param home folder of all state
/// @param catalog the database's file
/// @param repository that backups go to when none is named
/// @param logs folder of the log files
public record HomePlaces(Path home, Path catalog, Path repository, Path logs) {}
