package io.sendense.engine.source.vsphere.tagging;

import io.sendense.engine.source.inventory.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// What tags and categories are called. The server tells that one by one: so it is kept, and asked
/// for again only once in a while, as they are seldom renamed. Confined to one thread.
final class TagNames {
    private static final Duration KEPT = Duration.ofMinutes(5);

    /// How many are asked for at once.
    private static final int AT_ONCE = 4;

    private final AutomationSession session;
    private final Map<String, JsonNode> tags = new HashMap<>();
    private final Map<String, JsonNode> categories = new HashMap<>();
    private long keptUntilNanos = System.nanoTime();

    TagNames(AutomationSession session) {
        this.session = session;
    }

    /// The tags of these ids; without those that are gone, or not for this account to see.
    List<Tag> of(List<String> ids) throws IOException, InterruptedException {
        if (System.nanoTime() - keptUntilNanos >= 0) {
            tags.clear();
            categories.clear();
            keptUntilNanos = System.nanoTime() + KEPT.toNanos();
        }
        tags.keySet().retainAll(Set.copyOf(ids));
        read("tag", ids, tags);
        Set<String> used = new HashSet<>();
        tags.values().forEach(tag -> used.add(text(tag, "category_id")));
        read("category", used, categories);
        List<Tag> named = new ArrayList<>(ids.size());
        for (String id : ids) {
            JsonNode tag = tags.get(id);
            JsonNode category = tag == null ? null : categories.get(text(tag, "category_id"));
            if (tag != null && category != null) {
                named.add(new Tag(id, text(category, "name"), text(tag, "name")));
            }
        }
        return named;
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }

    private void read(String kind, Collection<String> ids, Map<String, JsonNode> known)
            throws IOException, InterruptedException {
        List<String> missing = ids.stream().filter(id -> !known.containsKey(id)).toList();
        try (ExecutorService asking =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<JsonNode>> answers = new ArrayList<>(missing.size());
            for (String id : missing) {
                Callable<JsonNode> ask = () -> session.get(dialect -> dialect.one(kind, id));
                answers.add(asking.submit(ask));
            }
            try {
                for (int i = 0; i < missing.size(); i++) {
                    take(missing.get(i), answers.get(i), known);
                }
            } finally {
                asking.shutdownNow();
            }
        }
    }

    private static void take(String id, Future<JsonNode> answer, Map<String, JsonNode> known)
            throws IOException, InterruptedException {
        try {
            known.put(id, answer.get());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RefusedCallException refused when refused.isOfTheObject() -> {}
                case IOException failure -> throw new IOException(failure.getMessage(), failure);
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
