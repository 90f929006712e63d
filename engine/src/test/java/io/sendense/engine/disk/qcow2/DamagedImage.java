package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A QCOW2 file whose tables are read and written entry by entry, without any rules.
final class DamagedImage implements AutoCloseable {
    private final PositionedFile file;
    private final Qcow2Header header;

    private DamagedImage(PositionedFile file) throws IOException {
        this.file = file;
        this.header = Qcow2Header.read(file);
    }

    static DamagedImage open(Path path) throws IOException {
        return new DamagedImage(PositionedFile.open(path, true));
    }

    int clusterBytes() {
        return header.clusterBytes();
    }

    long length() throws IOException {
        return file.length();
    }

    void setLength(long length) throws IOException {
        file.setLength(length);
    }

    TableLocations tables() {
        return header.tables();
    }

    HeaderExtensions.BitmapDirectory bitmaps() {
        return header.extensions().bitmaps().orElseThrow();
    }

    long get(long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8);
        file.read(offset, bytes);
        return bytes.getLong(0);
    }

    void put(long offset, long value) throws IOException {
        file.write(offset, ByteBuffer.allocate(8).putLong(0, value));
    }

    void write(long offset, ByteBuffer bytes) throws IOException {
        file.write(offset, bytes);
    }

    void putInt(long offset, int value) throws IOException {
        file.write(offset, ByteBuffer.allocate(4).putInt(0, value));
    }

    void putByte(long offset, int value) throws IOException {
        file.write(offset, ByteBuffer.allocate(1).put(0, (byte) value));
    }

    void flipBit(long offset, int bit) throws IOException {
        long word = offset & ~7L;
        put(word, get(word) ^ 1L << (bit + 8 * (7 - (offset & 7))));
    }

    long l1(int index) throws IOException {
        return get(tables().l1Offset() + index * 8L);
    }

    void setL1(int index, long value) throws IOException {
        put(tables().l1Offset() + index * 8L, value);
    }

    long l2Table(int l1Index) throws IOException {
        return L2Entry.offset(l1(l1Index));
    }

    long l2(int l1Index, int index) throws IOException {
        return get(l2Table(l1Index) + index * (long) header.geometry().l2EntryBytes());
    }

    void setL2(int l1Index, int index, long value) throws IOException {
        put(l2Table(l1Index) + index * (long) header.geometry().l2EntryBytes(), value);
    }

    /// Sets what of a cluster is stored, and what zero: the second half of an extended entry.
    void setBitmap(int l1Index, int index, long bitmap) throws IOException {
        put(l2Table(l1Index) + index * 16L + 8, bitmap);
    }

    long refcountBlock(int index) throws IOException {
        return get(tables().refcountTableOffset() + index * 8L);
    }

    void setRefcountBlock(int index, long value) throws IOException {
        put(tables().refcountTableOffset() + index * 8L, value);
    }

    /// Sets the refcount, of 16 bits, of the cluster that an entry points to.
    void setRefcount(long entry, int count) throws IOException {
        int perBlock = header.geometry().refcountsPerBlock();
        long cluster = L2Entry.offset(entry) / clusterBytes();
        long place = refcountBlock((int) (cluster / perBlock)) + cluster % perBlock * 2;
        file.write(place, ByteBuffer.allocate(2).putShort(0, (short) count));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
