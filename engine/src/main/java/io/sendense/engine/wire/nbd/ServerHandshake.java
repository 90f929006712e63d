package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server's handshake with one client (proto.md, "Fixed newstyle negotiation"): greeting,
/// client flags, then options until one of them leads to the transmission phase or ends the
/// connection. Confined to one thread.
final class ServerHandshake {

    /// What a client ended up with.
    ///
    /// @param allocation whether it may ask for block status
    record Session(Export export, boolean structuredReplies, boolean allocation) {}

    private final LinkInput input;
    private final OptionChannel options;
    private final Exports exports;
    private final NbdPolicy policy;
    private final ServerConnection connection;

    private boolean noZeroes;
    private boolean structuredReplies;

    /// The export `base:allocation` was selected for; null while it is not.
    private @Nullable String allocationOf;

    private @Nullable Session session;

    ServerHandshake(
            LinkInput input,
            OptionChannel options,
            Exports exports,
            NbdPolicy policy,
            ServerConnection connection) {
        this.input = input;
        this.options = options;
        this.exports = exports;
        this.policy = policy;
        this.connection = connection;
    }

    /// Goes through the whole handshake.
    ///
    /// @return null where the client ended the connection in the proper way
    /// @throws IOException the connection is to be closed: it broke, or the client broke a rule
    ///   that has no other answer
    @Nullable Session run() throws IOException {
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
            options.refuse(option.code(), OptionReply.ERR_TOO_BIG, "too much data");
            return true;
        }
        try {
            return answer(option, received.data());
        } catch (NbdProtocolException e) {
            if (option == Option.EXPORT_NAME) {
                throw e; // it cannot be answered with an error
            }
            if (option == Option.SET_META_CONTEXT) {
                allocationOf = null;
            }
            options.refuse(option.code(), OptionReply.ERR_INVALID, String.valueOf(e.getMessage()));
            return true;
        }
    }

    private boolean answer(Option option, ByteBuffer data) throws IOException {
        switch (option) {
            case EXPORT_NAME -> enterByName(data);
            case ABORT -> options.reply(option.code(), OptionReply.ACK);
            case LIST -> list(data);
            case INFO, GO -> info(option, data);
            case STRUCTURED_REPLY -> {
                requireEmpty(data);
                structuredReplies = true;
                options.reply(option.code(), OptionReply.ACK);
            }
            case LIST_META_CONTEXT, SET_META_CONTEXT -> metaContexts(option, data);
        }
        return option != Option.ABORT && session == null;
    }

    private void enterByName(ByteBuffer data) throws IOException {
        String name = OptionStrings.take(data, data.remaining());
        Export export = exports.find(name);
        if (export == null || connection.enter(export) != Export.Admission.ADMITTED) {
            throw new NbdProtocolException("export '" + name + "' cannot be entered");
        }
        ByteBuffer reply =
                ByteBuffer.allocate(10 + NbdProtocol.EXPORT_NAME_PADDING_BYTES)
                        .putLong(export.size())
                        .putShort((short) export.flags(structuredReplies));
        reply.position(noZeroes ? 10 : reply.capacity());
        options.send(reply.flip());
        enter(export);
    }

    private void enter(Export export) {
        session = new Session(export, structuredReplies, export.name().equals(allocationOf));
    }

    private void list(ByteBuffer data) throws IOException {
        requireEmpty(data);
        if (policy.listing() == NbdPolicy.Listing.REFUSED) {
            options.refuse(Option.LIST.code(), OptionReply.ERR_POLICY, "names are not told");
            return;
        }
        for (Export export : exports.all()) {
            byte[] name = OptionStrings.bytes(export.name());
            byte[] description = OptionStrings.bytes(export.options().description());
            ByteBuffer entry = ByteBuffer.allocate(4 + name.length + description.length);
            entry.putInt(name.length).put(name).put(description);
            options.reply(Option.LIST.code(), OptionReply.SERVER, entry.array());
        }
        options.reply(Option.LIST.code(), OptionReply.ACK);
    }

    private void info(Option option, ByteBuffer data) throws IOException {
        String name = OptionStrings.take(data);
        List<Integer> wanted = informationRequests(data);
        Export export = exports.find(name);
        if (export == null) {
            options.refuse(option.code(), OptionReply.ERR_UNKNOWN, "no export '" + name + "'");
            return;
        }
        if (option == Option.GO && !admitted(export)) {
            return;
        }
        for (byte[] information : export.information(wanted, structuredReplies)) {
            options.reply(option.code(), OptionReply.INFO, information);
        }
        options.reply(option.code(), OptionReply.ACK);
        if (option == Option.GO) {
            enter(export);
        }
    }

    /// Takes a seat at the export, or answers why there is none.
    private boolean admitted(Export export) throws IOException {
        return switch (connection.enter(export)) {
            case ADMITTED -> true;
            case FULL -> {
                options.refuse(
                        Option.GO.code(),
                        OptionReply.ERR_POLICY,
                        "the export has as many connections as it may have");
                yield false;
            }
            case WITHDRAWN -> {
                options.refuse(Option.GO.code(), OptionReply.ERR_SHUTDOWN, "export withdrawn");
                yield false;
            }
        };
    }

    private static List<Integer> informationRequests(ByteBuffer data) throws NbdProtocolException {
        if (data.remaining() < 2) {
            throw new NbdProtocolException("the number of information requests is missing");
        }
        int count = data.getShort() & 0xffff;
        if (data.remaining() != 2 * count) {
            throw new NbdProtocolException(
                    count + " information requests in " + data.remaining() + " bytes");
        }
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wanted.add(data.getShort() & 0xffff);
        }
        return wanted;
    }

    private void metaContexts(Option option, ByteBuffer data) throws IOException {
        if (option == Option.SET_META_CONTEXT) {
            allocationOf = null;
        }
        if (!structuredReplies) {
            throw new NbdProtocolException("structured replies must be negotiated first");
        }
        MetaContextQuery query = MetaContextQuery.decode(data);
        if (exports.find(query.exportName()) == null) {
            options.refuse(
                    option.code(),
                    OptionReply.ERR_UNKNOWN,
                    "no export '" + query.exportName() + "'");
            return;
        }
        boolean listing = option == Option.LIST_META_CONTEXT;
        if (listing ? query.listsAllocation() : query.selectsAllocation()) {
            byte[] name = OptionStrings.bytes(NbdProtocol.BASE_ALLOCATION);
            ByteBuffer context = ByteBuffer.allocate(4 + name.length);
            context.putInt(listing ? 0 : MetaContextQuery.ALLOCATION_ID).put(name);
            options.reply(option.code(), OptionReply.META_CONTEXT, context.array());
            allocationOf = listing ? allocationOf : query.exportName();
        }
        options.reply(option.code(), OptionReply.ACK);
    }

    private static void requireEmpty(ByteBuffer data) throws NbdProtocolException {
        if (data.hasRemaining()) {
            throw new NbdProtocolException("there are " + data.remaining() + " bytes of data");
        }
    }
}
