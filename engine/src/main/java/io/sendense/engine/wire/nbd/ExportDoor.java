package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers what a client asks about exports, and lets it into one of them (proto.md, "Option
/// types": `LIST`, `INFO`, `GO`, `EXPORT_NAME`). Confined to one thread.
final class ExportDoor {
    private final OptionChannel options;
    private final Exports exports;
    private final NbdPolicy policy;
    private final ServerConnection connection;
    private final ContextChoice contexts;

    ExportDoor(
            OptionChannel options,
            Exports exports,
            NbdPolicy policy,
            ServerConnection connection,
            ContextChoice contexts) {
        this.options = options;
        this.exports = exports;
        this.policy = policy;
        this.connection = connection;
        this.contexts = contexts;
    }

    /// Names every export.
    void list() throws IOException {
        if (policy.listing() == NbdPolicy.Listing.REFUSED) {
            options.refuse(Option.LIST.code(), OptionReply.ERR_POLICY, "names are not told");
            return;
        }
        for (Export export : exports.all()) {
            byte[] name = OptionStrings.bytes(export.name());
            byte[] description = OptionStrings.bytes(export.facts().options().description());
            ByteBuffer entry = ByteBuffer.allocate(4 + name.length + description.length);
            entry.putInt(name.length).put(name).put(description);
            options.reply(Option.LIST.code(), OptionReply.SERVER, entry.array());
        }
        options.reply(Option.LIST.code(), OptionReply.ACK);
    }

    /// Tells about an export, and lets the client in where the option is `GO`.
    ///
    /// @return the export that was entered
    /// @throws NbdProtocolException the option's data is broken
    Optional<Export> info(Option option, ByteBuffer data, NbdHeaders headers) throws IOException {
        String name = OptionStrings.take(data);
        List<Integer> wanted = informationRequests(data);
        Export export = exports.find(name);
        if (export == null) {
            options.refuse(option.code(), OptionReply.ERR_UNKNOWN, "no export '" + name + "'");
            return Optional.empty();
        }
        if (!export.facts().takesAnyBlock() && !wanted.contains(OptionReply.INFO_BLOCK_SIZE)) {
            options.reply(option.code(), OptionReply.INFO, export.facts().blockSizes());
            options.refuse(
                    option.code(),
                    OptionReply.ERR_BLOCK_SIZE_REQD,
                    "the export takes whole blocks only");
            return Optional.empty();
        }
        if (option == Option.GO && !admitted(export)) {
            return Optional.empty();
        }
        boolean asking = option == Option.INFO || !contexts.of(export).isEmpty();
        for (byte[] information : export.facts().information(wanted, headers, asking)) {
            options.reply(option.code(), OptionReply.INFO, information);
        }
        options.reply(option.code(), OptionReply.ACK);
        return option == Option.GO ? Optional.of(export) : Optional.empty();
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

    private int flags(Export export, NbdHeaders headers) {
        return export.facts().flags(headers, !contexts.of(export).isEmpty());
    }

    /// Lets a client in that knows no better option.
    ///
    /// @throws NbdProtocolException it cannot be let in; there is no way to answer that
    Export enterByName(ByteBuffer data, NbdHeaders headers, boolean noZeroes) throws IOException {
        String name = OptionStrings.take(data, data.remaining());
        Export export = exports.find(name);
        if (export == null
                || !export.facts().takesAnyBlock()
                || connection.enter(export) != Export.Admission.ADMITTED) {
            throw new NbdProtocolException("export '" + name + "' cannot be entered");
        }
        ByteBuffer reply =
                ByteBuffer.allocate(10 + NbdProtocol.EXPORT_NAME_PADDING_BYTES)
                        .putLong(export.facts().size())
                        .putShort((short) flags(export, headers));
        reply.position(noZeroes ? 10 : reply.capacity());
        options.send(reply.flip());
        return export;
    }
}
