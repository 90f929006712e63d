package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a server tells about an export on the way to `NBD_REP_ACK`, collected and checked. Confined
/// to one thread.
final class ExportAnswer {
    private final NbdUri uri;
    private long size = -1;
    private @Nullable TransmissionFlags flags;
    private BlockSizes blockSizes = BlockSizes.UNSTATED;

    ExportAnswer(NbdUri uri) {
        this.uri = uri;
    }

    /// Takes the data of one `NBD_REP_INFO`. Kinds nobody asked for are passed over.
    void take(ByteBuffer data) throws NbdProtocolException {
        requireBytes(data, 2, "kind");
        switch (data.getShort() & 0xffff) {
            case OptionReply.INFO_EXPORT -> {
                requireBytes(data, 10, "size and flags");
                take(data.getLong(), data.getShort() & 0xffff);
            }
            case OptionReply.INFO_BLOCK_SIZE -> {
                requireBytes(data, 12, "block sizes");
                takeBlockSizes(data.getInt(), data.getInt(), data.getInt() & 0xffff_ffffL);
            }
            default -> {
                // Names and descriptions are for people.
            }
        }
    }

    /// Takes size and flags as they are on the wire.
    void take(long bytes, int flagBits) throws NbdProtocolException {
        if (bytes < 0) {
            throw new NbdProtocolException(
                    uri + ": a size of " + Long.toUnsignedString(bytes) + " bytes is no size");
        }
        size = bytes;
        flags = new TransmissionFlags(flagBits);
    }

    private void takeBlockSizes(int minimum, int preferred, long maximum)
            throws NbdProtocolException {
        try {
            blockSizes = new BlockSizes(minimum, preferred, maximum);
        } catch (IllegalArgumentException e) {
            NbdProtocolException failure = new NbdProtocolException(uri + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private void requireBytes(ByteBuffer data, int count, String what) throws NbdProtocolException {
        if (data.remaining() < count) {
            throw new NbdProtocolException(
                    uri
                            + ": NBD_REP_INFO ends within its "
                            + what
                            + ", "
                            + data.remaining()
                            + " of "
                            + count
                            + " bytes");
        }
    }

    /// @throws NbdProtocolException the server did not tell
    TransmissionFlags flags() throws NbdProtocolException {
        if (flags == null) {
            throw new NbdProtocolException(uri + ": the server did not tell the export's size");
        }
        return flags;
    }

    /// The size in bytes, known where the flags are.
    long size() {
        return size;
    }

    BlockSizes blockSizes() {
        return blockSizes;
    }
}
