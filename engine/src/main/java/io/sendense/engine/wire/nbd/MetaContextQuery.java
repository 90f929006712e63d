package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The data of `NBD_OPT_LIST_META_CONTEXT` and `NBD_OPT_SET_META_CONTEXT` (proto.md, "Metadata
/// querying"): the export's name, then any number of queries. Immutable.
record MetaContextQuery(String exportName, List<String> queries) {
    /// The number this server gives to `base:allocation`.
    static final int ALLOCATION_ID = 1;

    MetaContextQuery {
        queries = List.copyOf(queries);
    }

    static MetaContextQuery decode(ByteBuffer data) throws NbdProtocolException {
        String exportName = OptionStrings.take(data);
        if (data.remaining() < 4) {
            throw new NbdProtocolException("the number of queries is missing");
        }
        long count = data.getInt() & 0xffff_ffffL;
        List<String> queries = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            queries.add(OptionStrings.take(data));
        }
        if (data.hasRemaining()) {
            throw new NbdProtocolException(data.remaining() + " bytes follow the last query");
        }
        return new MetaContextQuery(exportName, queries);
    }

    /// The data of an option that asks for `base:allocation` of an export.
    static byte[] encodeAllocation(String exportName) {
        byte[] name = OptionStrings.bytes(exportName);
        byte[] query = OptionStrings.bytes(NbdProtocol.BASE_ALLOCATION);
        return ByteBuffer.allocate(12 + name.length + query.length)
                .putInt(name.length)
                .put(name)
                .putInt(1)
                .putInt(query.length)
                .put(query)
                .array();
    }

    boolean selectsAllocation() {
        return queries.contains(NbdProtocol.BASE_ALLOCATION);
    }

    /// A list also answers to no query at all, and to a whole namespace.
    boolean listsAllocation() {
        return queries.isEmpty() || queries.contains("base:") || selectsAllocation();
    }
}
