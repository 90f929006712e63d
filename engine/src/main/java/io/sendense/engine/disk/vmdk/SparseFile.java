package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A hosted sparse extent's file, with the header that counts. Closing it closes the file.
/// Thread-safe.
final class SparseFile implements AutoCloseable {
    /// Footer marker, footer, end-of-stream marker: the last three sectors of a stream.
    private static final long FOOTER_BYTES = 3L * Sectors.BYTES;

    private final PositionedFile file;
    private final long bytes;
    private final SparseHeader header;

    private SparseFile(PositionedFile file, long bytes, SparseHeader header) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
    }

    /// Reads the header; from here on the file is closed with the result. Where this throws, the
    /// caller closes it.
    static SparseFile over(PositionedFile file) throws IOException {
        long bytes = file.length();
        SparseHeader header = SparseHeader.read(file, 0);
        if (header.directory() == SparseHeader.DIRECTORY_AT_END) {
            header = footer(file, bytes);
        }
        return new SparseFile(file, bytes, header);
    }

    /// "The footer takes precedence over the header": a stream's writer learns only at the end
    /// where the grain directory is.
    private static SparseHeader footer(PositionedFile file, long bytes) throws IOException {
        long position = bytes - FOOTER_BYTES;
        if (position < Sectors.BYTES
                || bytes % Sectors.BYTES != 0
                || !Marker.read(file, position).is(Marker.FOOTER)
                || magic(file, position + Sectors.BYTES) != SparseHeader.MAGIC
                || !Marker.read(file, position + 2L * Sectors.BYTES).is(Marker.END_OF_STREAM)) {
            throw new VmdkFormatException(
                    file.name(),
                    "the footer is missing from the last "
                            + FOOTER_BYTES
                            + " of "
                            + bytes
                            + " bytes: the file was cut off or never finished");
        }
        SparseHeader footer = SparseHeader.read(file, position + Sectors.BYTES);
        if (footer.directory() == SparseHeader.DIRECTORY_AT_END) {
            throw new VmdkFormatException(
                    file.name(), "the footer does not say where the grain directory is");
        }
        return footer;
    }

    /// A file's four bytes at a place, big-endian.
    static int magic(PositionedFile file, long position) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(Integer.BYTES);
        file.read(position, start);
        return start.getInt(0);
    }

    /// The text inside of the file; nothing where there is none, or where its place is blank.
    Optional<Descriptor> descriptor() throws IOException {
        if (header.descriptorOffset() == 0) {
            return Optional.empty();
        }
        long last = Sectors.holding(bytes);
        long offset = header.descriptorOffset();
        long size = header.descriptorSize();
        if (size < 1
                || size > Sectors.holding(Descriptor.MAX_BYTES)
                || offset < 1
                || offset > last - size) {
            throw new VmdkFormatException(
                    file.name(),
                    "descriptor of "
                            + Long.toUnsignedString(size)
                            + " sectors at sector "
                            + Long.toUnsignedString(offset)
                            + " is not within the file of "
                            + last
                            + " sectors");
        }
        ByteBuffer text = ByteBuffer.allocate((int) size * Sectors.BYTES);
        file.read(offset * Sectors.BYTES, text);
        return text.get(0) == 0
                ? Optional.empty()
                : Optional.of(DescriptorParser.parse(file.name(), text.array()));
    }

    PositionedFile file() {
        return file;
    }

    /// Length of the file.
    long bytes() {
        return bytes;
    }

    SparseHeader header() {
        return header;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
