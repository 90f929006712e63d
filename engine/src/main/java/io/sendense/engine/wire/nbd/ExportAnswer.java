package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
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
                size = checked(uri, data.getLong());
                flags = new TransmissionFlags(data.getShort() & 0xffff);
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

    NbdTerms terms(boolean structured, OptionalInt allocation) throws IOException {
        if (flags == null) {
            throw new NbdProtocolException(uri + ": the server did not tell the export's size");
        }
        return new NbdTerms(size, flags, blockSizes, structured, allocation);
    }

    /// Terms with a size straight from the wire.
    static NbdTerms terms(NbdUri uri, NbdTerms others, long size) throws NbdProtocolException {
        return new NbdTerms(
                checked(uri, size),
                others.flags(),
                others.blockSizes(),
                others.structuredReplies(),
                others.allocationContext());
    }

    private static long checked(NbdUri uri, long size) throws NbdProtocolException {
        if (size < 0) {
            throw new NbdProtocolException(
                    uri + ": a size of " + Long.toUnsignedString(size) + " bytes is no size");
        }
        return size;
    }
}
