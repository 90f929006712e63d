package io.sendense.engine.lab.tagging;

import io.sendense.engine.lab.soap.Reference;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What can be asked of a book of tags, and the answers as JSON writes them. Thread-safe.
final class TagQueries {
    private static final String TAGGING = "/cis/tagging/";

    private final TagBook book;

    TagQueries(TagBook book) {
        this.book = book;
    }

    /// A question.
    ///
    /// @param path below what the form of the API begins with
    /// @param idPrefix what stands before ids in paths
    /// @param action what the query names
    record Query(String method, String path, String idPrefix, Optional<String> action) {}

    /// Answers.
    ///
    /// @return empty where there is no such thing
    /// @throws IllegalArgumentException the body does not fit
    Optional<Object> answer(Query query, JsonNode body) {
        if (!query.path().startsWith(TAGGING)) {
            return Optional.empty();
        }
        String[] parts = query.path().substring(TAGGING.length()).split("/", 2);
        return switch (query.method()) {
            case "GET" -> parts.length == 1 ? all(parts[0]) : one(query, parts[0], parts[1]);
            case "POST" ->
                    query.action()
                            .filter(_ -> parts.length == 1 && parts[0].equals("tag-association"))
                            .flatMap(action -> associations(action, body));
            default -> Optional.empty();
        };
    }

    private Optional<Object> all(String kind) {
        return switch (kind) {
            case "category" ->
                    Optional.of(book.categories().stream().map(TagBook.Category::id).toList());
            case "tag" -> Optional.of(book.tags().stream().map(TagBook.Tag::id).toList());
            default -> Optional.empty();
        };
    }

    private Optional<Object> one(Query query, String kind, String part) {
        return switch (kind) {
            case "category" -> id(query, part).flatMap(book::category).map(TagQueries::shown);
            case "tag" -> id(query, part).flatMap(book::tag).map(TagQueries::shown);
            default -> Optional.empty();
        };
    }

    private static Optional<String> id(Query query, String part) {
        String id = URLDecoder.decode(part, StandardCharsets.UTF_8);
        return id.startsWith(query.idPrefix())
                ? Optional.of(id.substring(query.idPrefix().length()))
                : Optional.empty();
    }

    private static Object shown(TagBook.Category category) {
        return Map.of(
                "id", category.id(),
                "name", category.name(),
                "description", "",
                "cardinality", "SINGLE",
                "associable_types", List.of(),
                "used_by", List.of());
    }

    private static Object shown(TagBook.Tag tag) {
        return Map.of(
                "id", tag.id(),
                "category_id", tag.category(),
                "name", tag.name(),
                "description", "",
                "used_by", List.of());
    }

    private Optional<Object> associations(String action, JsonNode body) {
        return switch (action) {
            case "list-attached-objects-on-tags" -> Optional.of(objectsOf(list(body, "tag_ids")));
            case "list-attached-tags-on-objects" -> Optional.of(tagsOf(list(body, "object_ids")));
            default -> Optional.empty();
        };
    }

    private static JsonNode list(JsonNode body, String field) {
        JsonNode list = body.path(field);
        if (!list.isArray()) {
            throw new IllegalArgumentException("no " + field);
        }
        return list;
    }

    private Object objectsOf(JsonNode tags) {
        List<Object> all = new ArrayList<>();
        for (JsonNode tag : tags) {
            String id = tag.asString("");
            all.add(
                    Map.of(
                            "tag_id",
                            id,
                            "object_ids",
                            book.bearersOf(id).stream().map(TagQueries::shown).toList()));
        }
        return all;
    }

    private Object tagsOf(JsonNode objects) {
        List<Object> all = new ArrayList<>();
        for (JsonNode one : objects) {
            Reference object =
                    new Reference(one.path("type").asString(""), one.path("id").asString(""));
            all.add(Map.of("object_id", shown(object), "tag_ids", book.tagsOf(object)));
        }
        return all;
    }

    private static Object shown(Reference object) {
        return Map.of("type", object.type(), "id", object.id());
    }
}
