package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the client asks for on a connection that is open (proto.md, "Fixed newstyle negotiation"):
/// the form of replies, metadata contexts, then `NBD_OPT_GO`, or `NBD_OPT_EXPORT_NAME` with servers
/// that know nothing better. Confined to one thread.
final class ClientHandshake {
    private final LinkInput input;
    private final OptionExchange options;
    private final ClientGreeting greeting;
    private final NbdUri uri;
    private final NbdClientOptions wishes;
    private NbdHeaders headers = NbdHeaders.SIMPLE;
    private final Map<MetaContext, Integer> contexts = new EnumMap<>(MetaContext.class);

    ClientHandshake(ClientOpening opening, NbdUri uri, NbdClientOptions wishes) {
        this.input = opening.input();
        this.options = opening.options();
        this.greeting = opening.greeting();
        this.uri = uri;
        this.wishes = wishes;
    }

    /// Goes through the whole handshake; afterwards the connection is in the transmission phase.
    ///
    /// @throws NbdRefusedException the server does not serve the export; it has been told goodbye
    NbdTerms run() throws IOException {
        if (!greeting.fixed()) {
            return enterByName();
        }
        try {
            headers = agreeOnHeaders();
            if (headers.chunks()) {
                selectContexts();
            }
            return go();
        } catch (NbdRefusedException e) {
            options.abort();
            throw e;
        }
    }

    private NbdHeaders agreeOnHeaders() throws IOException {
        if (wishes.asks().contains(NbdClientOptions.Ask.EXTENDED_HEADERS)
                && options.accepted(Option.EXTENDED_HEADERS, new byte[0])) {
            return NbdHeaders.EXTENDED;
        }
        return options.accepted(Option.STRUCTURED_REPLY, new byte[0])
                ? NbdHeaders.STRUCTURED
                : NbdHeaders.SIMPLE;
    }

    private void selectContexts() throws IOException {
        List<String> wanted = new ArrayList<>();
        wanted.add(MetaContext.ALLOCATION.text());
        if (wishes.asks().contains(NbdClientOptions.Ask.ALLOCATION_DEPTH)) {
            wanted.add(MetaContext.DEPTH.text());
        }
        options.ask(
                Option.SET_META_CONTEXT, new MetaContextQuery(uri.exportName(), wanted).encode());
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.SET_META_CONTEXT);
            if (answer.isError()) {
                contexts.clear();
                return; // what is wrong with the export, GO will tell
            }
            if (answer.is(OptionReply.ACK)) {
                return;
            }
            ByteBuffer data = answer.data();
            if (!answer.is(OptionReply.META_CONTEXT) || data.remaining() < 4) {
                throw options.unexpected(Option.SET_META_CONTEXT, answer);
            }
            int number = data.getInt();
            String name = OptionStrings.take(data, data.remaining());
            if (wanted.contains(name)) {
                MetaContext.of(name).ifPresent(context -> contexts.put(context, number));
            }
        }
    }

    private OptionalInt context(MetaContext context) {
        Integer number = contexts.get(context);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private NbdTerms go() throws IOException {
        options.ask(
                Option.GO,
                OptionExchange.exportQuery(uri.exportName(), OptionReply.INFO_BLOCK_SIZE));
        ExportAnswer export = new ExportAnswer(uri);
        while (true) {
            OptionExchange.Answer answer = options.answer(Option.GO);
            if (answer.is(OptionReply.ERR_UNSUP)) {
                return enterByName();
            }
            if (answer.isError()) {
                throw options.refused(answer);
            }
            if (answer.is(OptionReply.ACK)) {
                return terms(export);
            }
            if (!answer.is(OptionReply.INFO)) {
                throw options.unexpected(Option.GO, answer);
            }
            export.take(answer.data());
        }
    }

    private NbdTerms terms(ExportAnswer export) throws NbdProtocolException {
        TransmissionFlags flags = export.flags();
        return new NbdTerms(
                export.size(),
                flags,
                export.blockSizes(),
                headers,
                context(MetaContext.ALLOCATION),
                context(MetaContext.DEPTH));
    }

    /// The way of old servers: they answer, or they close the connection.
    private NbdTerms enterByName() throws IOException {
        options.ask(Option.EXPORT_NAME, OptionStrings.bytes(uri.exportName()));
        if (!input.arrives(10)) {
            throw new NbdRefusedException(
                    NbdRefusedException.Reason.UNKNOWN_EXPORT,
                    uri + ": the server closed the connection when asked for the export");
        }
        ExportAnswer export = new ExportAnswer(uri);
        export.take(input.takeLong(), input.takeShort());
        if (!greeting.noZeroes()) {
            input.skip(NbdProtocol.EXPORT_NAME_PADDING_BYTES);
        }
        return terms(export);
    }
}
