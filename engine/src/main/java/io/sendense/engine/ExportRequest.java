package io.sendense.engine;

import java.nio.file.Path;

/// A disk of a restore point to be written to a file of its own. Immutable.
///
/// @param disk device key
/// @param to absolute path; must not exist
public record ExportRequest(String point, int disk, Format format, Path to) {
    /// What the file will be.
    public enum Format {
        RAW,
        QCOW2
    }
}
