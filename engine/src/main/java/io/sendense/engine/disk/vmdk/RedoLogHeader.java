package io.sendense.engine.disk.vmdk;

/// What the header of a redo log says, of either format. Immutable.
///
/// @param capacityBytes size of the disk
/// @param grainBytes size of a grain
/// @param directory first byte of the grain directory in the file
/// @param directoryEntries how many it has
/// @param unclean whether a writer did not say that it closed the file
/// @param entries how entries of directory and tables are read
record RedoLogHeader(
        long capacityBytes,
        int grainBytes,
        long directory,
        long directoryEntries,
        boolean unclean,
        RedoLogEntries entries) {
    /// Entries of a grain table, in both formats.
    static final int TABLE_ENTRIES = 4096;

    /// 2 MiB.
    static final long MAX_GRAIN_SECTORS = 4096;

    /// Bytes of the disk that one grain table covers.
    long tableCoverage() {
        return (long) TABLE_ENTRIES * grainBytes;
    }
}
