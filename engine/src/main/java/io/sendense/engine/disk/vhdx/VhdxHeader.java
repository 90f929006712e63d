package io.sendense.engine.disk.vhdx;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The header in force (MS-VHDX 2.2.2): of two, the sound one with the higher sequence number.
/// Immutable.
///
/// @param logGuid whose entries in the log count; `NO_GUID` where it is empty
/// @param log where the log is
record VhdxHeader(long sequence, UUID logGuid, Region log) {
    /// `vhdxfile`, the file's first bytes.
    static final String FILE_SIGNATURE = "vhdxfile";

    private static final long FIRST_AT = 64 << 10;
    private static final long SECOND_AT = 128 << 10;
    private static final int BYTES = 4 << 10;

    static VhdxHeader read(PositionedFile file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
        file.read(0, start);
        if (!new Structure(start).begins(FILE_SIGNATURE)) {
            throw new VhdxFormatException(
                    file.name(), "does not begin with '" + FILE_SIGNATURE + "': is no VHDX file");
        }
        Structure first = sound(file, FIRST_AT);
        Structure second = sound(file, SECOND_AT);
        Structure current = later(first, second);
        if (current == null) {
            throw new VhdxFormatException(
                    file.name(),
                    "neither header (at bytes "
                            + FIRST_AT
                            + " and "
                            + SECOND_AT
                            + ") has its signature and a right checksum");
        }
        return of(file.name(), current);
    }

    private static @Nullable Structure sound(PositionedFile file, long position)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(position, bytes);
        Structure header = new Structure(bytes);
        return header.begins("head") && header.sound() ? header : null;
    }

    private static @Nullable Structure later(
            @Nullable Structure first, @Nullable Structure second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return Long.compareUnsigned(first.number(8), second.number(8)) >= 0 ? first : second;
    }

    private static VhdxHeader of(String file, Structure header) throws VhdxFormatException {
        int version = header.ushort(66);
        int logVersion = header.ushort(64);
        if (version != 1 || logVersion != 0) {
            throw new UnsupportedVhdxException(
                    file, "version " + version + " with log version " + logVersion);
        }
        return new VhdxHeader(
                header.number(8),
                header.guid(48),
                new Region("log", header.number(72), header.uint(68)));
    }

    boolean logIsEmpty() {
        return logGuid.equals(Structure.NO_GUID);
    }
}
