package io.sendense.engine.disk.vmdk;

import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// An extent that is an ESXi redo log in a file of this machine. Thread-safe.
final class RedoExtent implements VmdkExtent {
    private final RawFileBlockDevice file;
    private final RedoLog log;

    private RedoExtent(RawFileBlockDevice file, RedoLog log) {
        this.file = file;
        this.log = log;
    }

    /// @param format what the descriptor says it is
    /// @param size bytes of the extent by the descriptor, which the header must agree with
    static RedoExtent open(Path path, RedoLogFormat format, long size, RedoLogCache cache)
            throws IOException {
        RawFileBlockDevice file = RawFileBlockDevice.open(path, false);
        try {
            RedoLog log = RedoLog.open(path.toString(), file, cache);
            if (log.format() != format || log.size() != size) {
                throw new VmdkFormatException(
                        path.toString(),
                        "is a redo log %s of %d bytes, its descriptor expects %s of %d"
                                .formatted(
                                        log.format().extentType(),
                                        log.size(),
                                        format.extentType(),
                                        size));
            }
            return new RedoExtent(file, log);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    RedoLog log() {
        return log;
    }

    @Override
    public long size() {
        return log.size();
    }

    @Override
    public void read(long offset, ByteBuffer target, Missing missing) throws IOException {
        List<VmdkRun> runs = new ArrayList<>();
        int limit = target.limit();
        log.runs(offset, target.remaining(), runs::add);
        for (VmdkRun run : runs) {
            int end = target.position() + (int) run.extent().length();
            target.limit(end);
            switch (run.allocation()) {
                case NOT_HERE -> missing.read(run.extent().offset(), target);
                case ZERO -> Zeroes.fill(target);
                case DATA, COMPRESSED_DATA -> file.read(run.fileOffset().orElseThrow(), target);
            }
            // A read leaves the position undefined.
            target.limit(limit).position(end);
        }
    }

    @Override
    public void runs(long offset, long length, Consumer<VmdkRun> target) throws IOException {
        log.runs(offset, length, target);
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
