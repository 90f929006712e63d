package io.sendense.engine.disk.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where block allocation table and metadata are (MS-VHDX 2.2.3). Immutable.
record RegionTable(Region bat, Region metadata) {
    private static final long FIRST_AT = 192 << 10;
    private static final long SECOND_AT = 256 << 10;
    private static final int BYTES = 64 << 10;
    private static final int MAX_ENTRIES = 2047;
    private static final int ENTRY_BYTES = 32;
    private static final int HEAD_BYTES = 16;

    private static final UUID BAT = UUID.fromString("2dc27766-f623-4200-9d64-115e9bfd4a08");
    private static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");

    /// Reads the first of the two copies that is sound.
    static RegionTable read(ReplayedFile file, Region log) throws IOException {
        Structure table = sound(file, FIRST_AT);
        if (table == null) {
            table = sound(file, SECOND_AT);
        }
        if (table == null) {
            throw new VhdxFormatException(
                    file.name(),
                    "neither region table (at bytes "
                            + FIRST_AT
                            + " and "
                            + SECOND_AT
                            + ") has its signature and a right checksum");
        }
        return of(file, table, log);
    }

    private static @Nullable Structure sound(ReplayedFile file, long position) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(position, bytes);
        Structure table = new Structure(bytes);
        return table.begins("regi") && table.sound() ? table : null;
    }

    private static RegionTable of(ReplayedFile file, Structure table, Region log)
            throws VhdxFormatException {
        long count = table.uint(8);
        if (count > MAX_ENTRIES) {
            throw new VhdxFormatException(
                    file.name(),
                    "region table has " + count + " entries, expected at most " + MAX_ENTRIES);
        }
        Map<UUID, Region> regions = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = HEAD_BYTES + i * ENTRY_BYTES;
            UUID id = table.guid(at);
            Region region = new Region(name(id), table.number(at + 16), table.uint(at + 24));
            boolean required = (table.uint(at + 28) & 1) != 0;
            if (!id.equals(BAT) && !id.equals(METADATA)) {
                if (required) {
                    throw new UnsupportedVhdxException(file.name(), region.what());
                }
                continue;
            }
            region.check(file.name(), file.length());
            if (regions.put(id, region) != null) {
                throw new VhdxFormatException(file.name(), "has two regions " + region.what());
            }
        }
        return checked(file.name(), regions.get(BAT), regions.get(METADATA), log);
    }

    private static String name(UUID id) {
        if (id.equals(BAT)) {
            return "block allocation table";
        }
        return id.equals(METADATA) ? "metadata" : "region " + id;
    }

    private static RegionTable checked(
            String file, @Nullable Region bat, @Nullable Region metadata, Region log)
            throws VhdxFormatException {
        if (bat == null || metadata == null) {
            throw new VhdxFormatException(
                    file,
                    "the region table lacks the "
                            + (bat == null ? "block allocation table" : "metadata"));
        }
        if (bat.overlaps(metadata) || bat.overlaps(log) || metadata.overlaps(log)) {
            throw new VhdxFormatException(
                    file, "regions overlap: " + bat + ", " + metadata + ", " + log);
        }
        return new RegionTable(bat, metadata);
    }
}
