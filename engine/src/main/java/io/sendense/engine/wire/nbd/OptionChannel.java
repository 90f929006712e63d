package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The server's side of the haggling, as messages: options in, answers out. Confined to one thread.
final class OptionChannel {

    /// An option as it came.
    ///
    /// @param code the number of an [Option] or of none
    /// @param data empty where `oversized`
    /// @param oversized the data was longer than is looked at, and was skipped
    record Received(int code, ByteBuffer data, boolean oversized) {}

    /// Data of a refused option is skipped up to here; who sends more is not haggling.
    private static final long MOST_SKIPPED_BYTES = 16 << 20;

    private final Link link;
    private final LinkInput input;
    private final int optionBytes;

    OptionChannel(Link link, LinkInput input, int optionBytes) {
        this.link = link;
        this.input = input;
        this.optionBytes = optionBytes;
    }

    Received receive() throws IOException {
        input.need(NbdProtocol.OPTION_HEADER_BYTES);
        long magic = input.takeLong();
        if (magic != NbdProtocol.OPTION_MAGIC) {
            throw new NbdProtocolException(
                    "an option begins with 0x" + Long.toHexString(magic) + ", not with IHAVEOPT");
        }
        int code = input.takeInt();
        long length = input.takeUnsignedInt();
        if (length <= optionBytes) {
            return new Received(code, ByteBuffer.wrap(input.takeBytes((int) length)), false);
        }
        if (length > MOST_SKIPPED_BYTES) {
            throw new NbdProtocolException("option " + code + " has " + length + " bytes of data");
        }
        input.skip(length);
        return new Received(code, ByteBuffer.allocate(0), true);
    }

    void reply(int option, OptionReply type) throws IOException {
        reply(option, type, new byte[0]);
    }

    void refuse(int option, OptionReply error, String message) throws IOException {
        reply(option, error, OptionStrings.message(message));
    }

    void reply(int option, OptionReply type, byte[] data) throws IOException {
        send(
                ByteBuffer.allocate(NbdProtocol.OPTION_REPLY_HEADER_BYTES + data.length)
                        .putLong(NbdProtocol.OPTION_REPLY_MAGIC)
                        .putInt(option)
                        .putInt(type.code())
                        .putInt(data.length)
                        .put(data)
                        .flip());
    }

    void send(ByteBuffer bytes) throws IOException {
        link.write(new ByteBuffer[] {bytes}, 1);
    }
}
