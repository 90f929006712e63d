package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/// Which metadata contexts a client has selected so far, and the answers to the options that list
/// and select them (proto.md, "Metadata querying"). Confined to one thread.
final class ContextChoice {
    private final OptionChannel options;
    private final Exports exports;
    private Set<MetaContext> selected = EnumSet.noneOf(MetaContext.class);

    /// The export they were selected for.
    private String exportName = "";

    ContextChoice(OptionChannel options, Exports exports) {
        this.options = options;
        this.exports = exports;
    }

    /// What was selected for this export; a choice for another one does not count.
    Set<MetaContext> of(Export export) {
        return export.name().equals(exportName) ? selected : EnumSet.noneOf(MetaContext.class);
    }

    /// Forgets what was selected.
    void clear() {
        selected = EnumSet.noneOf(MetaContext.class);
    }

    /// Answers an option that lists or selects.
    ///
    /// @throws NbdProtocolException its data is broken
    void answer(Option option, ByteBuffer data) throws IOException {
        boolean listing = option == Option.LIST_META_CONTEXT;
        MetaContextQuery query = MetaContextQuery.decode(data);
        Export export = exports.find(query.exportName());
        if (export == null) {
            options.refuse(
                    option.code(),
                    OptionReply.ERR_UNKNOWN,
                    "no export '" + query.exportName() + "'");
            return;
        }
        Set<MetaContext> found =
                listing
                        ? query.listed(export.facts().contexts())
                        : query.selected(export.facts().contexts());
        for (MetaContext context : found) {
            byte[] name = OptionStrings.bytes(context.text());
            ByteBuffer reply = ByteBuffer.allocate(4 + name.length);
            reply.putInt(listing ? 0 : context.id()).put(name);
            options.reply(option.code(), OptionReply.META_CONTEXT, reply.array());
        }
        if (!listing) {
            selected = found;
            exportName = query.exportName();
        }
        options.reply(option.code(), OptionReply.ACK);
    }
}
