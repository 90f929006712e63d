package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The client's side of the haggling, as messages: options out, answers in. Confined to one thread.
final class OptionExchange {

    /// One answer to an option; there may be several.
    ///
    /// @param type the number of an [OptionReply] or of none
    record Answer(int type, ByteBuffer data) {
        boolean is(OptionReply reply) {
            return type == reply.code();
        }

        boolean isError() {
            return OptionReply.isError(type);
        }
    }

    /// No answer to any option this client sends has a reason to be longer.
    private static final int MOST_ANSWER_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(OptionExchange.class);

    private final Link link;
    private final LinkInput input;
    private final NbdUri uri;

    OptionExchange(Link link, LinkInput input, NbdUri uri) {
        this.link = link;
        this.input = input;
        this.uri = uri;
    }

    void ask(Option option, byte[] data) throws IOException {
        send(
                ByteBuffer.allocate(NbdProtocol.OPTION_HEADER_BYTES + data.length)
                        .putLong(NbdProtocol.OPTION_MAGIC)
                        .putInt(option.code())
                        .putInt(data.length)
                        .put(data)
                        .flip());
    }

    void send(ByteBuffer bytes) throws IOException {
        link.write(new ByteBuffer[] {bytes}, 1);
    }

    /// Asks for something that is granted or not; servers that do not know it say so.
    boolean accepted(Option option, byte[] data) throws IOException {
        ask(option, data);
        Answer answer = answer(option);
        if (answer.is(OptionReply.ERR_TLS_REQD) || answer.is(OptionReply.ERR_SHUTDOWN)) {
            throw refused(answer);
        }
        if (!answer.isError() && !answer.is(OptionReply.ACK)) {
            throw unexpected(option, answer);
        }
        return !answer.isError();
    }

    /// The data of `NBD_OPT_INFO` and `NBD_OPT_GO` with one request for information.
    static byte[] exportQuery(String exportName, int information) {
        byte[] name = OptionStrings.bytes(exportName);
        return ByteBuffer.allocate(8 + name.length)
                .putInt(name.length)
                .put(name)
                .putShort((short) 1)
                .putShort((short) information)
                .array();
    }

    /// Says goodbye to a server whose answers leave nothing else to do (proto.md, "Termination of
    /// the session during option haggling"). It need not answer.
    void abort() {
        try {
            ask(Option.ABORT, new byte[0]);
        } catch (IOException e) {
            LOG.debug("{}: no goodbye", uri, e);
        }
    }

    Answer answer(Option option) throws IOException {
        input.need(NbdProtocol.OPTION_REPLY_HEADER_BYTES);
        long magic = input.takeLong();
        int replyTo = input.takeInt();
        int type = input.takeInt();
        long length = input.takeUnsignedInt();
        if (magic != NbdProtocol.OPTION_REPLY_MAGIC || replyTo != option.code()) {
            throw new NbdProtocolException(
                    uri
                            + ": the answer to "
                            + option
                            + " begins with 0x"
                            + Long.toHexString(magic)
                            + " for option "
                            + replyTo);
        }
        if (length > MOST_ANSWER_BYTES) {
            throw new NbdProtocolException(
                    uri + ": the answer to " + option + " has " + length + " bytes");
        }
        return new Answer(type, ByteBuffer.wrap(input.takeBytes((int) length)));
    }

    NbdProtocolException unexpected(Option option, Answer answer) {
        return new NbdProtocolException(
                uri + ": " + OptionReply.nameOf(answer.type()) + " is no answer to " + option);
    }

    /// The exception for an answer that is an error.
    NbdRefusedException refused(Answer answer) {
        NbdRefusedException.Reason reason =
                switch (OptionReply.of(answer.type())) {
                    case ERR_UNKNOWN -> NbdRefusedException.Reason.UNKNOWN_EXPORT;
                    case ERR_TLS_REQD -> NbdRefusedException.Reason.TLS_REQUIRED;
                    case ERR_POLICY -> NbdRefusedException.Reason.POLICY;
                    case ERR_SHUTDOWN -> NbdRefusedException.Reason.SHUTTING_DOWN;
                    case ACK,
                            SERVER,
                            INFO,
                            META_CONTEXT,
                            ERR_UNSUP,
                            ERR_INVALID,
                            ERR_PLATFORM,
                            ERR_BLOCK_SIZE_REQD,
                            ERR_TOO_BIG,
                            ERR_EXT_HEADER_REQD ->
                            NbdRefusedException.Reason.OTHER;
                    case null -> NbdRefusedException.Reason.OTHER;
                };
        String words = words(answer.data());
        return new NbdRefusedException(
                reason,
                uri
                        + ": the server refuses: "
                        + OptionReply.nameOf(answer.type())
                        + (words.isEmpty() ? "" : " (" + words + ")"));
    }

    private static String words(ByteBuffer data) {
        int length = Math.min(data.remaining(), NbdProtocol.MAX_STRING_BYTES);
        try {
            return OptionStrings.take(data, length);
        } catch (NbdProtocolException _) {
            return ""; // not fit for display
        }
    }
}
