package io.sendense.engine.source.vsphere.transport;

import io.sendense.engine.source.inventory.DatastorePath;
import java.io.IOException;

/// A file of a disk is not for a disk of that size.
public final class FileSizeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long expectedBytes;
    private final long foundBytes;

    public FileSizeException(DatastorePath file, long expectedBytes, long foundBytes) {
        super(file + " has " + foundBytes + " bytes, the disk " + expectedBytes);
        this.file = file.toString();
        this.expectedBytes = expectedBytes;
        this.foundBytes = foundBytes;
    }

    public String file() {
        return file;
    }

    public long expectedBytes() {
        return expectedBytes;
    }

    public long foundBytes() {
        return foundBytes;
    }
}
