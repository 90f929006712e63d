package io.sendense.engine.disk.qcow2;

import static io.sendense.engine.disk.qcow2.NumberText.bytes;
import static io.sendense.engine.disk.qcow2.NumberText.hex;

/// Where the used part of a file ends: at first its length, then what was allocated behind it.
/// Guarded by the image's lock.
///
/// Everything at or behind it was never written and reads as zeroes; no table may point there.
final class FileEnd {
    private final String fileName;
    private long offset;

    FileEnd(String fileName, long offset) {
        this.fileName = fileName;
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    /// The file is used at least up to `end`.
    void reach(long end) {
        offset = Math.max(offset, end);
    }

    /// Refuses an offset that a table gave for a cluster, unless it is aligned and within the file.
    ///
    /// @param table the table's name, for the error text
    /// @param index the entry's index in it
    void check(String table, long index, long target, Geometry geometry)
            throws Qcow2FormatException {
        if (!geometry.aligned(target)) {
            throw new Qcow2FormatException(
                    table
                            + " entry "
                            + index
                            + " of '"
                            + fileName
                            + "' points at "
                            + hex(target)
                            + ", which is no multiple of the cluster size ("
                            + bytes(geometry.clusterBytes())
                            + ")");
        }
        checkWithin(table, index, target);
    }

    /// Refuses an offset at or behind the end.
    void checkWithin(String table, long index, long target) throws Qcow2FormatException {
        if (target < 0 || target >= offset) {
            throw new Qcow2FormatException(
                    table
                            + " entry "
                            + index
                            + " of '"
                            + fileName
                            + "' points at "
                            + hex(target)
                            + ", past end of file ("
                            + bytes(offset)
                            + ")");
        }
    }

    String fileName() {
        return fileName;
    }
}
