package io.sendense.engine.repository.storage;

import java.io.IOException;

/// A file whose format version this program does not know.
public final class FormatVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int found;
    private final int known;

    /// @param found the version in the file
    /// @param known the newest version this program reads
    public FormatVersionException(String file, int found, int known) {
        super(file + " has format version " + found + ", this program knows up to " + known);
        this.found = found;
        this.known = known;
    }

    public int found() {
        return found;
    }

    public int known() {
        return known;
    }
}
