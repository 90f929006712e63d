package io.sendense.engine.source.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The tags of one vCenter and what bears them. Immutable.
///
/// A tag on a folder is the folder's own: what lies in it does not inherit it.
///
/// @param readable whether the server shows its tags; if not there may be some all the same, so
///   that nothing may be concluded from an object's having none
/// @param all by category and name, also those that nothing bears
/// @param attached ids of the tags of each VM and container that has some, in the order of `all`
public record Tags(boolean readable, List<Tag> all, Map<ObjectId, List<String>> attached) {
    /// Of a server that knows no tags.
    public static final Tags NONE = new Tags(true, List.of(), Map.of());

    /// Of a server that does not show them.
    public static final Tags UNREADABLE = new Tags(false, List.of(), Map.of());

    private static final Comparator<Tag> ORDER =
            Comparator.comparing(Tag::category).thenComparing(Tag::name).thenComparing(Tag::id);

    public Tags {
        all = List.copyOf(all);
        attached = Map.copyOf(attached);
    }

    /// Tags that were read, from the objects that each is attached to; those without any included.
    public static Tags of(Map<Tag, ? extends Iterable<ObjectId>> objects) {
        List<Tag> all = objects.keySet().stream().sorted(ORDER).toList();
        Map<ObjectId, List<String>> attached = new HashMap<>();
        for (Tag tag : all) {
            for (ObjectId object : Objects.requireNonNull(objects.get(tag))) {
                attached.computeIfAbsent(object, _ -> new ArrayList<>(4)).add(tag.id());
            }
        }
        attached.replaceAll((_, ids) -> List.copyOf(ids));
        return new Tags(true, all, attached);
    }

    /// The tags of a VM or container.
    public List<Tag> of(ObjectId object) {
        List<String> ids = attached.getOrDefault(object, List.of());
        return ids.isEmpty() ? List.of() : all.stream().filter(t -> ids.contains(t.id())).toList();
    }

    /// Whether a VM or container bears a tag.
    ///
    /// @param tag its id
    public boolean bears(ObjectId object, String tag) {
        return attached.getOrDefault(object, List.of()).contains(tag);
    }

    /// All tags by category, both in order.
    public Map<String, List<Tag>> byCategory() {
        Map<String, List<Tag>> found = new LinkedHashMap<>();
        for (Tag tag : all) {
            found.computeIfAbsent(tag.category(), _ -> new ArrayList<>()).add(tag);
        }
        return found;
    }
}
