package io.sendense.engine.lab.tagging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.soap.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Categories, their tags, and what bears them. Ids follow from names. Thread-safe.
public final class TagBook {
    /// A category.
    public record Category(String id, String name) {}

    /// A tag.
    ///
    /// @param category the id of its category
    public record Tag(String id, String category, String name) {}

    @GuardedBy("this")
    private final Map<String, Category> categories = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Tag> tags = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Set<Reference>> bearers = new LinkedHashMap<>();

    /// Makes a tag, and its category where that is not there.
    public synchronized Tag add(String category, String name) {
        String categoryId = id("Category", category);
        categories.putIfAbsent(categoryId, new Category(categoryId, category));
        String id = id("Tag", category + "/" + name);
        return tags.computeIfAbsent(id, _ -> new Tag(id, categoryId, name));
    }

    private static String id(String kind, String name) {
        UUID uuid = UUID.nameUUIDFromBytes((kind + " " + name).getBytes(StandardCharsets.UTF_8));
        return "urn:vmomi:InventoryService" + kind + ":" + uuid + ":GLOBAL";
    }

    /// Gives a tag another name; it stays what it is.
    public synchronized void rename(Tag tag, String name) {
        tags.replace(tag.id(), new Tag(tag.id(), tag.category(), name));
    }

    /// Takes a tag away from everything.
    public synchronized void remove(Tag tag) {
        tags.remove(tag.id());
        bearers.remove(tag.id());
    }

    /// Marks an object.
    public synchronized void attach(Tag tag, Reference object) {
        bearers.computeIfAbsent(tag.id(), _ -> new LinkedHashSet<>()).add(object);
    }

    /// No longer marks an object.
    public synchronized void detach(Tag tag, Reference object) {
        bearers.getOrDefault(tag.id(), Set.of()).remove(object);
    }

    /// All categories, oldest first.
    public synchronized List<Category> categories() {
        return List.copyOf(categories.values());
    }

    /// All tags, oldest first.
    public synchronized List<Tag> tags() {
        return List.copyOf(tags.values());
    }

    /// The tag of a category of that name.
    ///
    /// @throws NoSuchElementException there is none
    public synchronized Tag tag(String category, String name) {
        String categoryId = id("Category", category);
        return tags.values().stream()
                .filter(tag -> tag.name().equals(name) && tag.category().equals(categoryId))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(category + "/" + name));
    }

    synchronized Optional<Category> category(String id) {
        return Optional.ofNullable(categories.get(id));
    }

    synchronized Optional<Tag> tag(String id) {
        return Optional.ofNullable(tags.get(id));
    }

    synchronized List<Reference> bearersOf(String tag) {
        return List.copyOf(bearers.getOrDefault(tag, Set.of()));
    }

    synchronized List<String> tagsOf(Reference object) {
        List<String> found = new ArrayList<>();
        bearers.forEach((tag, objects) -> {
            if (objects.contains(object)) {
                found.add(tag);
            }
        });
        return found;
    }
}
