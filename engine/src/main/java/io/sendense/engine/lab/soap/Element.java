package io.sendense.engine.lab.soap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An element of a request: local name, attributes by local name, children, text. Immutable.
///
/// @param name local name
/// @param type the `xsi:type`, without prefix, where one is given
/// @param attributes attributes without a namespace
/// @param children child elements in order
/// @param text the character data of an element without children
public record Element(
        String name,
        Optional<String> type,
        Map<String, String> attributes,
        List<Element> children,
        String text) {

    /// Copies the collections in.
    public Element {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /// The first child of that name.
    public Optional<Element> child(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).findFirst();
    }

    /// All children of that name.
    public List<Element> children(String childName) {
        return children.stream().filter(child -> child.name().equals(childName)).toList();
    }

    /// The text of the first child of that name.
    public Optional<String> textOf(String childName) {
        return child(childName).map(child -> child.text().strip());
    }

    /// The text of all children of that name.
    public List<String> textsOf(String childName) {
        return children(childName).stream().map(child -> child.text().strip()).toList();
    }

    /// Whether the first child of that name says `true` or `1`.
    public boolean isTrue(String childName) {
        return textOf(childName).map(Element::truth).orElse(false);
    }

    /// This element as a reference; empty where it lacks its type or id.
    public Optional<Reference> asReference() {
        String id = text.strip();
        String referenceType = attributes.getOrDefault("type", "");
        return id.isEmpty() || referenceType.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reference(referenceType, id));
    }

    /// The first child of that name as a reference.
    public Optional<Reference> reference(String childName) {
        return child(childName).flatMap(Element::asReference);
    }

    private static boolean truth(String text) {
        return "true".equals(text) || "1".equals(text);
    }
}
