package io.sendense.engine.lab.soap;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// An array. As a field it is the field's element repeated; where any type may stand it is an
/// `ArrayOf...` element. Immutable.
///
/// @param elementType the declared type of the elements: a vSphere type, `ManagedObjectReference`,
///   or `xsd:string` and the like
/// @param elements the elements in order
public record Sequence(String elementType, List<? extends Value> elements) implements Value {
    /// The element type of an array of references.
    public static final String REFERENCES = "ManagedObjectReference";

    /// Copies the elements in.
    public Sequence {
        Objects.requireNonNull(elementType);
        elements = List.copyOf(elements);
    }

    /// An array of structures or references.
    public static Sequence of(String elementType, Collection<? extends Value> elements) {
        return new Sequence(elementType, List.copyOf(elements));
    }

    /// An array of references.
    public static Sequence references(Collection<Reference> references) {
        return new Sequence(REFERENCES, List.copyOf(references));
    }

    /// An array of strings.
    public static Sequence strings(Collection<String> strings) {
        return new Sequence(
                "xsd:string", strings.stream().map(Scalar::of).collect(Collectors.toList()));
    }

    /// An array of 32-bit numbers.
    public static Sequence integers(Collection<Integer> numbers) {
        return new Sequence(
                "xsd:int",
                numbers.stream().map(n -> Scalar.of(n.intValue())).collect(Collectors.toList()));
    }

    /// The name of the array's own type where any type may stand.
    public String arrayType() {
        String bare = elementName();
        return "ArrayOf" + Character.toUpperCase(bare.charAt(0)) + bare.substring(1);
    }

    /// The name of an element inside the array's own type.
    public String elementName() {
        return elementType.startsWith("xsd:") ? elementType.substring(4) : elementType;
    }
}
