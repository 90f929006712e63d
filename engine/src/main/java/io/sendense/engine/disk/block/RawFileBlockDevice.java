package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A raw disk: byte n of the disk is byte n of the file. Thread-safe.
///
/// New files are sparse. On Linux `blockStatus` knows the file's holes and `zero` and `trim` give
/// space back; elsewhere, and on file systems without holes, everything is `DATA` and zeroes are
/// written out. A crash leaves what the operating system had accepted.
public final class RawFileBlockDevice implements BlockDevice {
    private final PositionedFile file;
    private final Optional<LinuxHoles> holes;
    private final long size;

    private RawFileBlockDevice(PositionedFile file) throws IOException {
        this.file = file;
        this.size = file.length();
        this.holes = LinuxHoles.of(file.path(), file.writable());
    }

    /// Opens an existing raw file; its length is the disk's size.
    public static RawFileBlockDevice open(Path path, boolean writable) throws IOException {
        return over(PositionedFile.open(path, writable));
    }

    /// Makes a sparse raw file of `size` bytes that reads as zeroes.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException there is one already
    public static RawFileBlockDevice create(Path path, long size) throws IOException {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
        PositionedFile file = PositionedFile.create(path);
        try {
            file.setLength(size);
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
        return over(file);
    }

    private static RawFileBlockDevice over(PositionedFile file) throws IOException {
        try {
            return new RawFileBlockDevice(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// The file.
    public Path path() {
        return file.path();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return !file.writable();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        BlockDevice.checkRange(offset, target.remaining(), size);
        file.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        BlockDevice.checkRange(offset, source.remaining(), size);
        checkWritable();
        file.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        checkWritable();
        boolean done = mode == ZeroMode.MAY_DEALLOCATE && punch(offset, length);
        if (!done) {
            file.writeZeroes(offset, length);
        }
    }

    /// Gives the space back where the file system can; else leaves the bytes as they are.
    @Override
    public void trim(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        checkWritable();
        punch(offset, length);
    }

    private boolean punch(long offset, long length) throws IOException {
        if (length == 0) {
            return true;
        }
        return holes.isPresent() && holes.get().punch(offset, length);
    }

    private void checkWritable() throws ReadOnlyDeviceException {
        if (!file.writable()) {
            throw new ReadOnlyDeviceException(file.name());
        }
    }

    @Override
    public void flush() throws IOException {
        if (file.writable()) {
            file.force();
        }
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size);
        BlockStatusRuns runs = new BlockStatusRuns();
        if (holes.isEmpty()) {
            runs.add(offset, length, Allocation.DATA);
        } else {
            addHolesAndData(runs, holes.get(), offset, offset + length);
        }
        return runs.toList();
    }

    private static void addHolesAndData(
            BlockStatusRuns runs, LinuxHoles holes, long offset, long end) throws IOException {
        long position = offset;
        while (position < end) {
            long data = Math.min(holes.nextData(position).orElse(end), end);
            runs.add(position, data - position, Allocation.HOLE);
            if (data < end) {
                long hole = Math.min(holes.nextHole(data), end);
                runs.add(data, hole - data, Allocation.DATA);
                data = hole;
            }
            position = data;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            holes.ifPresent(LinuxHoles::close);
        }
    }
}
