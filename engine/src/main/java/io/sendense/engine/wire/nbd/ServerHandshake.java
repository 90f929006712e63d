package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The server's handshake with one client (proto.md, "Fixed newstyle negotiation"): greeting,
/// client flags, TLS where it is wanted, then options until one of them leads to the transmission
/// phase or ends the connection. Confined to one thread.
final class ServerHandshake {

    /// What a client ended up with.
    ///
    /// @param contexts what it may ask about ranges
    record Session(Export export, NbdHeaders headers, Set<MetaContext> contexts) {
        Session {
            contexts = contexts.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(contexts));
        }
    }

    private final Exports exports;
    private final NbdPolicy policy;
    private final ServerConnection connection;

    // What follows begins anew with TLS: nothing said before may count (proto.md,
    // "`NBD_OPT_STARTTLS`").
    private OptionChannel options;
    private ExportDoor door;
    private ContextChoice contexts;
    private NbdHeaders headers = NbdHeaders.SIMPLE;

    private boolean noZeroes;
    private boolean secured;
    private Optional<Session> session = Optional.empty();

    ServerHandshake(Exports exports, NbdPolicy policy, ServerConnection connection) {
        this.exports = exports;
        this.policy = policy;
        this.connection = connection;
        this.options = connection.options();
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
        takeClientFlags(connection.input());
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

    private void takeClientFlags(LinkInput input) throws IOException {
        input.need(4);
        int flags = input.takeInt();
        int known = NbdProtocol.FLAG_C_FIXED_NEWSTYLE | NbdProtocol.FLAG_C_NO_ZEROES;
        if ((flags & ~known) != 0) {
            throw new NbdProtocolException("client flags 0x" + Integer.toHexString(flags));
        }
        if ((flags & NbdProtocol.FLAG_C_FIXED_NEWSTYLE) == 0 && tlsMissing()) {
            throw new NbdProtocolException("a client that is too old for TLS");
        }
        noZeroes = (flags & NbdProtocol.FLAG_C_NO_ZEROES) != 0;
    }

    private boolean tlsMissing() {
        return policy.tls().mode() == NbdServerTls.Mode.REQUIRE && !secured;
    }

    /// Answers one option; false when that was the last one.
    private boolean haggle() throws IOException {
        OptionChannel.Received received = options.receive();
        Option option = Option.of(received.code());
        if (tlsMissing() && option != Option.STARTTLS && option != Option.ABORT) {
            if (option == Option.EXPORT_NAME) {
                throw new NbdProtocolException("an export is asked for without TLS");
            }
            options.refuse(received.code(), OptionReply.ERR_TLS_REQD, "TLS is required");
            return true;
        }
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
            if (option == Option.EXPORT_NAME || option == Option.STARTTLS) {
                throw e; // it cannot be answered with an error, or not any more
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
            case STARTTLS -> startTls(data);
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

    private void startTls(ByteBuffer data) throws IOException {
        int option = Option.STARTTLS.code();
        if (policy.tls().mode() == NbdServerTls.Mode.OFF) {
            options.refuse(option, OptionReply.ERR_POLICY, "TLS is switched off");
        } else if (secured || data.hasRemaining()) {
            String why = secured ? "TLS is on already" : "there must be no data";
            options.refuse(option, OptionReply.ERR_INVALID, why);
        } else {
            options.reply(option, OptionReply.ACK);
            connection.secure();
            secured = true;
            options = connection.options();
            contexts = new ContextChoice(options, exports);
            door = new ExportDoor(options, exports, policy, connection, contexts);
            headers = NbdHeaders.SIMPLE;
        }
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
