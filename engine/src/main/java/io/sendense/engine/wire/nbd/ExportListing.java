package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A handshake that asks which exports there are and what they are like, and then says goodbye
/// (proto.md, "Option types": `LIST`, `INFO`, `LIST_META_CONTEXT`, `ABORT`). Confined to one
/// thread.
final class ExportListing {
    /// A server with more than this does not mean people.
    private static final int MOST_EXPORTS = 10_000;

    private static final int MOST_CONTEXTS = 1_000;

    private final OptionExchange options;
    private final ClientGreeting greeting;
    private final NbdUri uri;

    /// @param uri the server's; the export name in it is of no meaning
    ExportListing(ClientOpening opening, NbdUri uri) {
        this.options = opening.options();
        this.greeting = opening.greeting();
        this.uri = uri;
    }

    /// @throws NbdRefusedException the server tells nobody its exports
    List<NbdExportEntry> run() throws IOException {
        if (!greeting.fixed()) {
            throw new NbdProtocolException(uri + ": the server is too old to list its exports");
        }
        try {
            boolean chunks = options.accepted(Option.STRUCTURED_REPLY, new byte[0]);
            List<NbdExportEntry> entries = new ArrayList<>();
            for (NbdExportEntry each : names()) {
                entries.add(
                        new NbdExportEntry(each.name(), each.description(), details(each, chunks)));
            }
            return entries;
        } finally {
            options.abort();
        }
    }

    private List<NbdExportEntry> names() throws IOException {
        List<NbdExportEntry> names = new ArrayList<>();
        options.ask(Option.LIST, new byte[0]);
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.LIST);
            if (answer.isError()) {
                throw options.refused(answer);
            }
            if (answer.is(OptionReply.ACK)) {
                return names;
            }
            if (!answer.is(OptionReply.SERVER) || names.size() == MOST_EXPORTS) {
                throw options.unexpected(Option.LIST, answer);
            }
            ByteBuffer data = answer.data();
            String name = OptionStrings.take(data);
            String description = OptionStrings.take(data, data.remaining());
            names.add(new NbdExportEntry(name, description, Optional.empty()));
        }
    }

    /// What is told of one export; nothing where the server refuses or cannot.
    private Optional<NbdExportEntry.Details> details(NbdExportEntry entry, boolean chunks)
            throws IOException {
        options.ask(
                Option.INFO, OptionExchange.exportQuery(entry.name(), OptionReply.INFO_BLOCK_SIZE));
        ExportAnswer export = new ExportAnswer(uri);
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.INFO);
            if (answer.isError()) {
                return Optional.empty();
            }
            if (answer.is(OptionReply.ACK)) {
                TransmissionFlags flags = export.flags();
                List<String> contexts = chunks ? contexts(entry.name()) : List.of();
                return Optional.of(
                        new NbdExportEntry.Details(
                                export.size(), flags, export.blockSizes(), contexts));
            }
            if (!answer.is(OptionReply.INFO)) {
                throw options.unexpected(Option.INFO, answer);
            }
            export.take(answer.data());
        }
    }

    private List<String> contexts(String export) throws IOException {
        List<String> contexts = new ArrayList<>();
        options.ask(Option.LIST_META_CONTEXT, new MetaContextQuery(export, List.of()).encode());
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.LIST_META_CONTEXT);
            if (answer.isError() || answer.is(OptionReply.ACK)) {
                return contexts;
            }
            ByteBuffer data = answer.data();
            if (!answer.is(OptionReply.META_CONTEXT)
                    || data.remaining() < 4
                    || contexts.size() == MOST_CONTEXTS) {
                throw options.unexpected(Option.LIST_META_CONTEXT, answer);
            }
            data.getInt();
            contexts.add(OptionStrings.take(data, data.remaining()));
        }
    }
}
