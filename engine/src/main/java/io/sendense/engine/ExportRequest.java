package io.sendense.engine;

import io.sendense.engine.repository.export.ExportFormat;
import java.nio.file.Path;

/// A disk of a restore point to be written to a file of its own. Immutable.
///
/// @param disk device key
/// @param to absolute path; must not exist
public record ExportRequest(String point, int disk, ExportFormat format, Path to) {}
