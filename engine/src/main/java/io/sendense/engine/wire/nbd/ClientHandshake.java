package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// The client's handshake on one connection (proto.md, "Fixed newstyle negotiation"): greeting,
/// flags, structured replies, `base:allocation`, then `NBD_OPT_GO`, or `NBD_OPT_EXPORT_NAME` with
/// servers that know nothing better. Confined to one thread.
final class ClientHandshake {
    private static final int GREETING_BYTES = 18;

    private final LinkInput input;
    private final OptionExchange options;
    private final NbdUri uri;
    private boolean noZeroes;

    ClientHandshake(Link link, LinkInput input, NbdUri uri) {
        this.input = input;
        this.options = new OptionExchange(link, input, uri);
        this.uri = uri;
    }

    /// Goes through the whole handshake; afterwards the connection is in the transmission phase.
    NbdTerms run() throws IOException {
        int serverFlags = takeGreeting();
        boolean fixed = (serverFlags & NbdProtocol.FLAG_FIXED_NEWSTYLE) != 0;
        noZeroes = (serverFlags & NbdProtocol.FLAG_NO_ZEROES) != 0;
        sendFlags(fixed);
        if (!fixed) {
            return enterByName(false, OptionalInt.empty());
        }
        boolean structured = options.accepted(Option.STRUCTURED_REPLY, new byte[0]);
        OptionalInt allocation = structured ? selectAllocation() : OptionalInt.empty();
        return go(structured, allocation);
    }

    private int takeGreeting() throws IOException {
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
        return input.takeShort();
    }

    private void sendFlags(boolean fixed) throws IOException {
        int flags =
                (fixed ? NbdProtocol.FLAG_C_FIXED_NEWSTYLE : 0)
                        | (noZeroes ? NbdProtocol.FLAG_C_NO_ZEROES : 0);
        options.send(ByteBuffer.allocate(4).putInt(flags).flip());
    }

    private OptionalInt selectAllocation() throws IOException {
        options.ask(Option.SET_META_CONTEXT, MetaContextQuery.encodeAllocation(uri.exportName()));
        OptionalInt id = OptionalInt.empty();
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.SET_META_CONTEXT);
            if (answer.isError()) {
                return OptionalInt.empty(); // what is wrong with the export, GO will tell
            }
            if (answer.is(OptionReply.ACK)) {
                return id;
            }
            ByteBuffer data = answer.data();
            if (!answer.is(OptionReply.META_CONTEXT) || data.remaining() < 4) {
                throw options.unexpected(Option.SET_META_CONTEXT, answer);
            }
            int number = data.getInt();
            if (OptionStrings.take(data, data.remaining()).equals(NbdProtocol.BASE_ALLOCATION)) {
                id = OptionalInt.of(number);
            }
        }
    }

    private NbdTerms go(boolean structured, OptionalInt allocation) throws IOException {
        byte[] name = OptionStrings.bytes(uri.exportName());
        ByteBuffer request = ByteBuffer.allocate(8 + name.length);
        request.putInt(name.length).put(name);
        request.putShort((short) 1).putShort((short) OptionReply.INFO_BLOCK_SIZE);
        options.ask(Option.GO, request.array());
        ExportAnswer export = new ExportAnswer(uri);
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.GO);
            if (answer.is(OptionReply.ERR_UNSUP)) {
                return enterByName(structured, allocation);
            }
            if (answer.isError()) {
                throw options.refused(answer);
            }
            if (answer.is(OptionReply.ACK)) {
                return export.terms(structured, allocation);
            }
            if (!answer.is(OptionReply.INFO)) {
                throw options.unexpected(Option.GO, answer);
            }
            export.take(answer.data());
        }
    }

    /// The way of old servers: they answer, or they close the connection.
    private NbdTerms enterByName(boolean structured, OptionalInt allocation) throws IOException {
        options.ask(Option.EXPORT_NAME, OptionStrings.bytes(uri.exportName()));
        if (!input.arrives(10)) {
            throw new NbdRefusedException(
                    NbdRefusedException.Reason.UNKNOWN_EXPORT,
                    uri + ": the server closed the connection when asked for the export");
        }
        long size = input.takeLong();
        TransmissionFlags flags = new TransmissionFlags(input.takeShort());
        if (!noZeroes) {
            input.skip(NbdProtocol.EXPORT_NAME_PADDING_BYTES);
        }
        return ExportAnswer.terms(
                uri, new NbdTerms(0, flags, BlockSizes.UNSTATED, structured, allocation), size);
    }
}
