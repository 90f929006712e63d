package io.sendense.engine.source.vsphere.transport;

import java.io.IOException;

/// One way for the bytes of a frozen disk. Thread-safe. Checked by `DiskTransportContract`.
public interface DiskTransport extends AutoCloseable {
    /// Its name in reasons: `folder`. What it opens bears it too, and where its bytes come from if
    /// there is a choice: `folder, host esx01`.
    String name();

    /// Opens a disk read-only. Its size is the snapshot's capacity; any range may be read, by any
    /// number of readers at once; closing it ends the reads under way with an `IOException`.
    /// Whatever fails says of which disk and file.
    ///
    /// @throws UnsupportedDiskException this way is closed to the disk, now and later
    /// @throws FileSizeException a file's size is not the disk's
    /// @throws IOException the files could not be looked at; the same call may be repeated
    OpenedDisk open(DiskToOpen disk) throws IOException, InterruptedException;

    /// Ends it, and with it every disk it opened. Repeatable.
    @Override
    void close();
}
