package io.sendense.engine.lab.guest;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.lab.content.BytesAt;
import io.sendense.engine.lab.content.DiskLayout;
import io.sendense.engine.lab.content.GptReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The record log on one disk, read from any copy of that disk. Immutable.
///
/// @param last number of the newest record; 0 where there is none
/// @param faults what is wrong with the log as such: a slot that does not hold the record that
///   belongs there. At most [#MOST_FAULTS], empty for a log that no one tore apart
public record RecordLog(long last, List<String> faults) {
    static final int MOST_FAULTS = 8;

    public RecordLog {
        faults = List.copyOf(faults);
    }

    /// Reads the whole log from a disk with a partition for it.
    ///
    /// @throws IOException the disk cannot be read, or has no such partition
    public static RecordLog read(BytesAt disk) throws IOException {
        Extent partition = partition(disk);
        int bytes = RecordFormat.SLOTS * RecordFormat.RECORD_BYTES;
        ByteBuffer slots = disk.bytes(partition.offset(), bytes);
        List<OptionalLong> found = new ArrayList<>();
        for (int i = 0; i < RecordFormat.SLOTS; i++) {
            found.add(
                    RecordFormat.number(
                            slots.slice(i * RecordFormat.RECORD_BYTES, RecordFormat.RECORD_BYTES)));
        }
        long last = found.stream().mapToLong(number -> number.orElse(0)).max().orElse(0);
        return new RecordLog(last, faults(found, last));
    }

    /// Where the log's partition lies.
    static Extent partition(BytesAt disk) throws IOException {
        return GptReader.find(DiskLayout.RECORDS, disk)
                .orElseThrow(() ->
                        new IOException("no partition '" + DiskLayout.RECORDS + "' on the disk"));
    }

    private static List<String> faults(List<OptionalLong> found, long last) {
        List<String> faults = new ArrayList<>();
        long first = Math.max(1, last - RecordFormat.SLOTS + 1);
        for (long due = first; due <= last && faults.size() < MOST_FAULTS; due++) {
            OptionalLong there = found.get((int) (due % RecordFormat.SLOTS));
            if (there.isEmpty() || there.getAsLong() != due) {
                faults.add("slot of record " + due + " holds " + there);
            }
        }
        return faults;
    }
}
