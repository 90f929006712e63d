package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// What NBD can be asked for beyond a [BlockDevice], for callers who know that they talk to a
/// server (proto.md, "Command flags"). Offsets and lengths are multiples of the export's minimum
/// block size. Thread-safe.
public final class NbdRequests {
    private final ExportCalls client;

    NbdRequests(ExportCalls client) {
        this.client = client;
    }

    /// Reads in one piece (`NBD_CMD_FLAG_DF`), or as `read` where the server does not know that.
    ///
    /// @throws NbdErrorException `EOVERFLOW`: the server cannot
    public void readInOnePiece(long offset, ByteBuffer target) throws IOException {
        check(offset, target.remaining());
        boolean known = client.terms().flags().canReadInOnePiece();
        client.read(offset, target, known ? Command.FLAG_DF : 0);
    }

    /// Returns when the bytes are on stable storage (`NBD_CMD_FLAG_FUA`).
    public void writeThrough(long offset, ByteBuffer source) throws IOException {
        check(offset, source.remaining());
        if (client.terms().flags().canForceUnitAccess()) {
            client.write(offset, source, Command.FLAG_FUA);
        } else {
            client.write(offset, source);
            client.flush();
        }
    }

    /// Zeroes a range if that is faster than writing it (`NBD_CMD_FLAG_FAST_ZERO`).
    ///
    /// @return false where it is not: nothing has happened, or a part of a long range is zero
    public boolean zeroFast(long offset, long length) throws IOException {
        check(offset, length);
        return client.zeroFast(offset, length);
    }

    /// Says that the range will be read soon (`NBD_CMD_CACHE`); a server need not care.
    public void cache(long offset, long length) throws IOException {
        check(offset, length);
        client.cache(offset, length);
    }

    /// What is allocated at the beginning of a range (`NBD_CMD_FLAG_REQ_ONE`), with as much of the
    /// range as is alike.
    ///
    /// @return empty where the server does not tell
    public List<BlockStatus> firstStatus(long offset, long length) throws IOException {
        check(offset, length);
        return client
                .someStatus(MetaContext.ALLOCATION, Command.FLAG_REQ_ONE, offset, length)
                .stream()
                .map(StatusSource::blockStatus)
                .toList();
    }

    private void check(long offset, long length) {
        BlockDevice.checkRange(offset, length, client.size());
        int block = client.terms().blockSizes().minimum();
        if (length == 0 || ((offset | length) & (block - 1)) != 0) {
            throw new IllegalArgumentException(
                    offset + "+" + length + " is not one or more blocks of " + block);
        }
    }
}
