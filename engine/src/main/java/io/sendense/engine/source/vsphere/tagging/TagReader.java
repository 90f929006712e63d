package io.sendense.engine.source.vsphere.tagging;

import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/// Reads all tags of a vCenter and what bears them. Thread-safe; one reading at a time.
public final class TagReader {
    /// Of how many tags the objects are asked for in one call.
    private static final int BATCH = 100;

    /// What an inventory here is made of. Tags of datastores, networks and the like are left out.
    private static final Set<String> TYPES =
            Set.of(
                    "VirtualMachine",
                    "Folder",
                    "Datacenter",
                    "ClusterComputeResource",
                    "HostSystem",
                    "ResourcePool",
                    "VirtualApp");

    private final AutomationSession session;
    private final TagNames names;
    private final ReentrantLock reading = new ReentrantLock();

    /// @param server any address on it: `https://vc.example/sdk`
    /// @param https closed by whoever gives it
    public TagReader(URI server, String user, Secret password, HttpsExchange https) {
        session = new AutomationSession(server, user, password, https);
        names = new TagNames(session);
    }

    /// Logs in, if need be, and reads.
    ///
    /// @throws IOException the server has no such API or refuses it to this account, cannot be
    ///   reached, or answers something else; its message says which
    public Tags read() throws IOException, InterruptedException {
        reading.lockInterruptibly();
        try {
            List<Tag> tags = names.of(strings(session.get(dialect -> dialect.list("tag"))));
            Map<String, Tag> byId = new HashMap<>();
            tags.forEach(tag -> byId.put(tag.id(), tag));
            Map<Tag, List<ObjectId>> objects = new HashMap<>();
            tags.forEach(tag -> objects.put(tag, new ArrayList<>()));
            for (int from = 0; from < tags.size(); from += BATCH) {
                List<Tag> some = tags.subList(from, Math.min(tags.size(), from + BATCH));
                for (JsonNode bearers : objectsOf(some.stream().map(Tag::id).toList())) {
                    Tag tag = byId.get(bearers.path("tag_id").asString(""));
                    if (tag != null) {
                        objects.computeIfAbsent(tag, _ -> new ArrayList<>())
                                .addAll(objectsIn(bearers.path("object_ids")));
                    }
                }
            }
            return Tags.of(objects);
        } finally {
            reading.unlock();
        }
    }

    private JsonNode objectsOf(List<String> tags) throws IOException, InterruptedException {
        return session.ask(
                dialect -> dialect.action("tag-association", "list-attached-objects-on-tags"),
                Map.of("tag_ids", tags));
    }

    private static List<ObjectId> objectsIn(JsonNode references) {
        List<ObjectId> found = new ArrayList<>();
        for (JsonNode reference : references) {
            String id = reference.path("id").asString("");
            if (!id.isBlank() && TYPES.contains(reference.path("type").asString(""))) {
                found.add(new ObjectId(id));
            }
        }
        return found;
    }

    private static List<String> strings(JsonNode list) {
        List<String> found = new ArrayList<>();
        for (JsonNode one : list) {
            if (!one.asString("").isBlank()) {
                found.add(one.asString(""));
            }
        }
        return found.stream().distinct().toList();
    }

    /// Logs out, as far as that works at once.
    public void end() throws IOException, InterruptedException {
        session.end();
    }
}
