package io.sendense.engine.lab.property;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Contents in pages: what is left of each answer waits under a token until it is asked for.
/// Thread-safe.
public final class Pages {
    /// Clients fetch one answer at a time; whoever leaves more than this open loses the oldest.
    private static final int MAX_OPEN = 50;

    private final ObjectSource source;
    private final int pageLimit;

    @GuardedBy("this")
    private final Map<String, Rest> open = new LinkedHashMap<>();

    @GuardedBy("this")
    private long lastToken;

    /// @param source finds the objects
    /// @param pageLimit most objects of a page, whatever the client asks for
    public Pages(ObjectSource source, int pageLimit) {
        this.source = source;
        this.pageLimit = pageLimit;
    }

    /// What is left of an answer.
    private record Rest(List<Item> items, int pageSize) {}

    /// An object and the filter it was found by.
    private record Item(FilterSpec spec, Reference object) {}

    /// A page of contents.
    ///
    /// @param token names the rest, where there is one
    /// @param contents `ObjectContent` structures
    public record Page(Optional<String> token, List<Structure> contents) {
        /// Copies the contents in.
        public Page {
            contents = List.copyOf(contents);
        }
    }

    /// Everything at once, as the oldest form of the call wants it.
    public List<Structure> all(List<FilterSpec> specs) throws SoapFault {
        return contents(items(specs));
    }

    /// The first page.
    ///
    /// @param maxObjects most objects the client wants at once; empty for no wish
    public Page first(List<FilterSpec> specs, Optional<Integer> maxObjects) throws SoapFault {
        int size = Math.min(maxObjects.orElse(pageLimit), pageLimit);
        if (size < 1) {
            throw SoapFault.invalidArgument("options.maxObjects");
        }
        return page(new Rest(items(specs), size));
    }

    /// The page behind a token, which is used up by this.
    public Page next(String token) throws SoapFault {
        return page(take(token));
    }

    /// Forgets a rest.
    public void cancel(String token) throws SoapFault {
        Rest _ = take(token);
    }

    private synchronized Rest take(String token) throws SoapFault {
        Rest rest = open.remove(token);
        if (rest == null) {
            throw SoapFault.invalidArgument("token");
        }
        return rest;
    }

    private synchronized String keep(Rest rest) {
        while (open.size() >= MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        String token = Long.toString(++lastToken);
        open.put(token, rest);
        return token;
    }

    private Page page(Rest rest) throws SoapFault {
        List<Item> items = rest.items();
        int size = Math.min(rest.pageSize(), items.size());
        List<Structure> contents = contents(items.subList(0, size));
        Optional<String> token =
                size < items.size()
                        ? Optional.of(
                                keep(new Rest(items.subList(size, items.size()), rest.pageSize())))
                        : Optional.empty();
        return new Page(token, contents);
    }

    private List<Item> items(List<FilterSpec> specs) throws SoapFault {
        var items = new ArrayList<Item>();
        for (FilterSpec spec : specs) {
            for (Reference object : ObjectWalk.of(spec, source)) {
                if (PropertyReader.concerns(spec, object.type())) {
                    items.add(new Item(spec, object));
                }
            }
        }
        return items;
    }

    private List<Structure> contents(List<Item> items) throws SoapFault {
        var contents = new ArrayList<Structure>();
        for (Item item : items) {
            Optional<ManagedObject> object = source.find(item.object());
            if (object.isPresent()) {
                contents.add(PropertyReader.content(item.spec(), object.get()));
            }
        }
        return contents;
    }
}
