package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;

/// How a server has greeted, and what the client answered (proto.md, "Newstyle negotiation").
/// Immutable.
///
/// @param fixed whether options can be refused without an end of the connection
/// @param noZeroes whether `NBD_OPT_EXPORT_NAME` is answered without padding
record ClientGreeting(boolean fixed, boolean noZeroes) {
    private static final int GREETING_BYTES = 18;

    /// Takes the greeting and answers it.
    static ClientGreeting exchange(LinkInput input, OptionExchange options, NbdUri uri)
            throws IOException {
        input.need(GREETING_BYTES);
        long magic = input.takeLong();
        if (magic != NbdProtocol.GREETING_MAGIC) {
            throw new NbdProtocolException(
                    uri
                            + ": the peer is no NBD server, it begins with 0x"
                            + Long.toHexString(magic));
        }
        long style = input.takeLong();
        if (style == NbdProtocol.OLDSTYLE_MAGIC) {
            throw new NbdProtocolException(
                    uri + ": the server only knows the oldstyle negotiation");
        }
        if (style != NbdProtocol.OPTION_MAGIC) {
            throw new NbdProtocolException(
                    uri + ": unknown kind of negotiation 0x" + Long.toHexString(style));
        }
        int flags = input.takeShort();
        ClientGreeting greeting =
                new ClientGreeting(
                        (flags & NbdProtocol.FLAG_FIXED_NEWSTYLE) != 0,
                        (flags & NbdProtocol.FLAG_NO_ZEROES) != 0);
        options.send(ByteBuffer.allocate(4).putInt(greeting.clientFlags()).flip());
        return greeting;
    }

    private int clientFlags() {
        return (fixed ? NbdProtocol.FLAG_C_FIXED_NEWSTYLE : 0)
                | (noZeroes ? NbdProtocol.FLAG_C_NO_ZEROES : 0);
    }
}
