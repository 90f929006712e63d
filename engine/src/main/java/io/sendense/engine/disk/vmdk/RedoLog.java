package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// What ESXi keeps the changes since a snapshot in: the blocks of a disk that were written, in a
/// file that grows. Both formats, `vmfsSparse` and `seSparse`, wherever the file is: on this
/// machine or behind a server. Thread-safe.
///
/// It says where bytes are and leaves fetching them to the caller, who may fetch many ranges at
/// once. Nothing it finds in the file is trusted: tables and grains must lie within the file.
public final class RedoLog {
    private static final int TABLE_ENTRIES = RedoLogHeader.TABLE_ENTRIES;

    private final String name;
    private final BlockDevice file;
    private final RedoLogHeader header;
    private final RedoLogFormat format;
    private final RedoLogCache cache;

    private RedoLog(
            String name,
            BlockDevice file,
            RedoLogHeader header,
            RedoLogFormat format,
            RedoLogCache cache) {
        this.name = name;
        this.file = file;
        this.header = header;
        this.format = format;
        this.cache = cache;
    }

    /// Reads and checks the header.
    ///
    /// @param name what error texts call the file
    /// @param file stays the caller's: it is not closed here
    /// @param cache for all redo logs of a disk
    /// @throws VmdkFormatException it is no redo log, or a broken one
    /// @throws UnsupportedVmdkException it uses something we do not read
    public static RedoLog open(String name, BlockDevice file, RedoLogCache cache)
            throws IOException {
        RedoLogFormat format = RedoLogFormat.of(name, file);
        RedoLogHeader header = format.header(name, file);
        var log = new RedoLog(name, file, header, format, cache);
        log.checkDirectory();
        return log;
    }

    private void checkDirectory() throws VmdkFormatException {
        long coverage = header.tableCoverage();
        long needed = (header.capacityBytes() + coverage - 1) / coverage;
        if (header.directoryEntries() < needed) {
            throw broken(
                    "the grain directory has "
                            + header.directoryEntries()
                            + " entries, a disk of "
                            + header.capacityBytes()
                            + " bytes needs "
                            + needed);
        }
        long bytes = needed * header.entries().bytes();
        if (header.directory() < Sectors.BYTES || header.directory() > file.size() - bytes) {
            throw broken(
                    "the grain directory of "
                            + bytes
                            + " bytes at "
                            + header.directory()
                            + " is not within the file of "
                            + file.size());
        }
    }

    public RedoLogFormat format() {
        return format;
    }

    /// Size of the disk in bytes.
    public long size() {
        return header.capacityBytes();
    }

    /// Size of a grain in bytes.
    public int grainBytes() {
        return header.grainBytes();
    }

    /// Whether a writer did not say that it closed the file.
    public boolean unclean() {
        return header.unclean();
    }

    /// What is stored here of a range: adjoining, in order, covering exactly the range. `DATA` runs
    /// have their place in the file. Neighbours of the same kind may come apart.
    ///
    /// @throws VmdkFormatException an entry points outside of the file, or means nothing
    public void runs(long offset, long length, Consumer<VmdkRun> target) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        long position = offset;
        long end = offset + length;
        while (position < end) {
            position += run(position, end - position, target);
        }
    }

    /// @return how long the run is that was told, at most `most`
    private long run(long position, long most, Consumer<VmdkRun> target) throws IOException {
        int grainBytes = header.grainBytes();
        long number = position / header.tableCoverage();
        long table = table(number);
        if (table == RedoLogEntries.NONE) {
            long end = (number + 1) * header.tableCoverage();
            return tell(
                    position, Math.min(most, end - position), VmdkAllocation.NOT_HERE, 0, target);
        }
        long grain = position / grainBytes;
        int index = (int) (grain % TABLE_ENTRIES);
        int within = (int) (position % grainBytes);
        int entryBytes = header.entries().bytes();
        ByteBuffer entries = cache.from(file, table + (long) index * entryBytes);
        int there = Math.min(TABLE_ENTRIES - index, entries.remaining() / entryBytes);
        long first = header.entries().next(entries);
        VmdkAllocation allocation = allocation(grain, first);
        long place = allocation == VmdkAllocation.DATA ? place(grain, first) : 0;
        int grains = 1;
        while ((long) grains * grainBytes - within < most
                && grains < there
                && continues(
                        grain + grains,
                        header.entries().next(entries),
                        allocation,
                        place,
                        grains)) {
            grains++;
        }
        long length = Math.min(most, (long) grains * grainBytes - within);
        return tell(position, length, allocation, place + within, target);
    }

    private boolean continues(
            long grain, long entry, VmdkAllocation allocation, long firstPlace, int grains)
            throws VmdkFormatException {
        return allocation(grain, entry) == allocation
                && (allocation != VmdkAllocation.DATA
                        || place(grain, entry) == firstPlace + (long) grains * header.grainBytes());
    }

    private static long tell(
            long position,
            long length,
            VmdkAllocation allocation,
            long place,
            Consumer<VmdkRun> target) {
        OptionalLong stored =
                allocation == VmdkAllocation.DATA ? OptionalLong.of(place) : OptionalLong.empty();
        target.accept(new VmdkRun(new Extent(position, length), allocation, stored));
        return length;
    }

    /// The first byte of a grain table, which the file must hold.
    private long table(long number) throws IOException {
        int entryBytes = header.entries().bytes();
        long entry =
                header.entries().next(cache.from(file, header.directory() + number * entryBytes));
        long table;
        try {
            table = header.entries().table(entry);
        } catch (RedoLogEntries.IllegalEntryException e) {
            throw new VmdkFormatException(
                    name, "entry " + number + " of the grain directory is " + e.getMessage(), e);
        }
        if (table != RedoLogEntries.NONE
                && table > file.size() - (long) TABLE_ENTRIES * entryBytes) {
            throw broken(
                    "grain table "
                            + number
                            + " at byte "
                            + table
                            + " is not within the file of "
                            + file.size());
        }
        return table;
    }

    private VmdkAllocation allocation(long grain, long entry) throws VmdkFormatException {
        try {
            return header.entries().allocation(entry);
        } catch (RedoLogEntries.IllegalEntryException e) {
            throw new VmdkFormatException(
                    name,
                    "the entry of the grain of byte "
                            + grain * header.grainBytes()
                            + " is "
                            + e.getMessage(),
                    e);
        }
    }

    /// First byte of a grain in the file, which must hold it.
    private long place(long grain, long entry) throws VmdkFormatException {
        long place = header.entries().place(entry);
        long start = grain * header.grainBytes();
        long needed = Math.min(header.grainBytes(), size() - start);
        if (place > file.size() - needed) {
            throw broken(
                    "the grain of byte "
                            + start
                            + " is said to be at byte "
                            + place
                            + " of a file of "
                            + file.size());
        }
        return place;
    }

    private VmdkFormatException broken(String problem) {
        return new VmdkFormatException(name, problem);
    }
}
