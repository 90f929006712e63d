package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The server's handshake with one client (proto.md, "Fixed newstyle negotiation"): greeting,
/// client flags, then options until one of them leads to the transmission phase or ends the
/// connection. Confined to one thread.
final class ServerHandshake {

    /// What a client ended up with.
    ///
    /// @param contexts what it may ask about ranges
    record Session(Export export, NbdHeaders headers, Set<MetaContext> contexts) {
        Session {
            contexts = contexts.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(contexts));
        }
    }

    private final LinkInput input;
    private final OptionChannel options;
    private final ExportDoor door;
    private final ContextChoice contexts;
    private boolean noZeroes;
    private NbdHeaders headers = NbdHeaders.SIMPLE;
    private Optional<Session> session = Optional.empty();

    ServerHandshake(
            LinkInput input,
            OptionChannel options,
            Exports exports,
            NbdPolicy policy,
            ServerConnection connection) {
        this.input = input;
        this.options = options;
        this.contexts = new ContextChoice(options, exports);
        this.door = new ExportDoor(options, exports, policy, connection, contexts);
    }

    /// Goes through the whole handshake.
    ///
    /// @return nothing where the client ended the connection in the proper way
    /// @throws IOException the connection is to be closed: it broke, or the client broke a rule
    ///   that has no other answer
    Optional<Session> run() throws IOException {
        greet();
        takeClientFlags();
        while (haggle()) {
            // Each option has been answered when the next one is read.
        }
        return session;
    }

    private void greet() throws IOException {
        options.send(
                ByteBuffer.allocate(18)
                        .putLong(NbdProtocol.GREETING_MAGIC)
                        .putLong(NbdProtocol.OPTION_MAGIC)
                        .putShort(
                                (short)
                                        (NbdProtocol.FLAG_FIXED_NEWSTYLE
                                                | NbdProtocol.FLAG_NO_ZEROES))
                        .flip());
    }

    private void takeClientFlags() throws IOException {
        input.need(4);
        int flags = input.takeInt();
        int known = NbdProtocol.FLAG_C_FIXED_NEWSTYLE | NbdProtocol.FLAG_C_NO_ZEROES;
        if ((flags & ~known) != 0) {
            throw new NbdProtocolException("client flags 0x" + Integer.toHexString(flags));
        }
        noZeroes = (flags & NbdProtocol.FLAG_C_NO_ZEROES) != 0;
    }

    /// Answers one option; false when that was the last one.
    private boolean haggle() throws IOException {
        OptionChannel.Received received = options.receive();
        Option option = Option.of(received.code());
        if (option == null) {
            options.refuse(received.code(), OptionReply.ERR_UNSUP, "unknown option");
            return true;
        }
        if (received.oversized()) {
            if (option == Option.EXPORT_NAME) {
                throw new NbdProtocolException("an export name of more than 4096 bytes");
            }
            forgetContexts(option);
            options.refuse(option.code(), OptionReply.ERR_TOO_BIG, "too much data");
            return true;
        }
        try {
            return answer(option, received.data());
        } catch (NbdProtocolException e) {
            if (option == Option.EXPORT_NAME) {
                throw e; // it cannot be answered with an error
            }
            options.refuse(option.code(), OptionReply.ERR_INVALID, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private boolean answer(Option option, ByteBuffer data) throws IOException {
        switch (option) {
            case EXPORT_NAME -> enter(door.enterByName(data, headers, noZeroes));
            case ABORT -> {
                options.reply(option.code(), OptionReply.ACK);
                return false;
            }
            case LIST -> {
                requireEmpty(data);
                door.list();
            }
            case INFO, GO -> door.info(option, data, headers).ifPresent(this::enter);
            case STRUCTURED_REPLY, EXTENDED_HEADERS -> {
                requireEmpty(data);
                agree(option);
            }
            case LIST_META_CONTEXT, SET_META_CONTEXT -> {
                forgetContexts(option);
                if (!headers.chunks()) {
                    throw new NbdProtocolException("structured replies must be negotiated first");
                }
                contexts.answer(option, data);
            }
        }
        return session.isEmpty();
    }

    /// Extended headers include what structured replies are, and cannot be taken back.
    private void agree(Option option) throws IOException {
        if (headers == NbdHeaders.EXTENDED) {
            boolean again = option == Option.EXTENDED_HEADERS;
            options.refuse(
                    option.code(),
                    again ? OptionReply.ERR_INVALID : OptionReply.ERR_EXT_HEADER_REQD,
                    "extended headers are agreed on already");
            return;
        }
        headers = option == Option.EXTENDED_HEADERS ? NbdHeaders.EXTENDED : NbdHeaders.STRUCTURED;
        options.reply(option.code(), OptionReply.ACK);
    }

    /// Whatever becomes of a selection, it replaces the one before.
    private void forgetContexts(Option option) {
        if (option == Option.SET_META_CONTEXT) {
            contexts.clear();
        }
    }

    private void enter(Export export) {
        session = Optional.of(new Session(export, headers, contexts.of(export)));
    }

    private static void requireEmpty(ByteBuffer data) throws NbdProtocolException {
        if (data.hasRemaining()) {
            throw new NbdProtocolException("there are " + data.remaining() + " bytes of data");
        }
    }
}
