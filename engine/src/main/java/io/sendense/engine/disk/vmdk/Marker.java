package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The sector before a structure of a stream-optimized extent (Virtual Disk Format 5.0,
/// "Stream-Optimized Compressed", Markers). Immutable.
///
/// @param value sectors of the structure that follows; of a grain: its first sector on the disk
/// @param bytes length of a packed grain; 0 for everything else
/// @param type of what follows; only where `bytes` is 0
record Marker(long value, int bytes, int type) {
    static final int END_OF_STREAM = 0;
    static final int GRAIN_TABLE = 1;
    static final int GRAIN_DIRECTORY = 2;
    static final int FOOTER = 3;

    /// Where the type stands, and where a packed grain's bytes begin.
    static final int HEAD_BYTES = 12;

    static Marker read(PositionedFile file, long position) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(position, sector);
        return new Marker(sector.getLong(0), sector.getInt(8), sector.getInt(HEAD_BYTES));
    }

    /// The marker before a structure of so many sectors, as it stands in the file.
    static ByteBuffer sector(int type, long sectors) {
        ByteBuffer sector = ByteBuffer.allocate(Sectors.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sector.putLong(0, sectors);
        sector.putInt(HEAD_BYTES, type);
        return sector;
    }

    boolean is(int wanted) {
        return bytes == 0 && type == wanted;
    }
}
