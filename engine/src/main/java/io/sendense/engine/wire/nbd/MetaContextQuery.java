package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The data of `NBD_OPT_LIST_META_CONTEXT` and `NBD_OPT_SET_META_CONTEXT` (proto.md, "Metadata
/// querying"): the export's name, then any number of queries. Immutable.
record MetaContextQuery(String exportName, List<String> queries) {
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

    /// The data of an option that asks for these.
    byte[] encode() {
        List<byte[]> strings = new ArrayList<>();
        strings.add(OptionStrings.bytes(exportName));
        queries.forEach(query -> strings.add(OptionStrings.bytes(query)));
        int length = 4 + strings.stream().mapToInt(string -> 4 + string.length).sum();
        ByteBuffer data = ByteBuffer.allocate(length);
        for (int i = 0; i < strings.size(); i++) {
            data.putInt(strings.get(i).length).put(strings.get(i));
            if (i == 0) {
                data.putInt(queries.size());
            }
        }
        return data.array();
    }

    /// Those of the offered contexts that are asked for by their full names.
    Set<MetaContext> selected(Set<MetaContext> offered) {
        Set<MetaContext> selected = EnumSet.copyOf(offered);
        selected.removeIf(context -> !queries.contains(context.text()));
        return selected;
    }

    /// Those of the offered contexts that a list answers: to no query at all, or to a whole
    /// namespace too.
    Set<MetaContext> listed(Set<MetaContext> offered) {
        Set<MetaContext> listed = EnumSet.copyOf(offered);
        listed.removeIf(
                context -> !queries.isEmpty() && queries.stream().noneMatch(context::listedBy));
        return listed;
    }
}
