package io.sendense.engine.lab.soap;

/// Writes values as XML for one API version. Confined to one thread.
///
/// A structure always names its type; a reference puts `type` before `xsi:type`, because one
/// widespread client takes the first attribute called `type` for the reference's own.
public final class ValueWriter {
    private final StringBuilder target;
    private final ApiVersion version;

    /// @param target where the XML is appended
    /// @param version what the reader of the XML understands
    public ValueWriter(StringBuilder target, ApiVersion version) {
        this.target = target;
        this.version = version;
    }

    /// Writes a value as the element `name` (an array as that element repeated), where the schema
    /// declares the value's own type.
    public void declared(String name, Value value) {
        switch (value) {
            case Scalar scalar -> {
                target.append('<').append(name).append('>');
                XmlText.append(target, scalar.text());
                close(name);
            }
            case Reference reference -> reference(name, reference, "");
            case Structure structure -> structure(name, structure);
            case Sequence sequence -> {
                for (Value element : sequence.elements()) {
                    declared(name, element);
                }
            }
        }
    }

    /// Writes a value as one element `name` that says its own type.
    public void typed(String name, Value value) {
        switch (value) {
            case Scalar scalar -> {
                open(name, scalar.type());
                XmlText.append(target, scalar.text());
                close(name);
            }
            case Reference reference ->
                    reference(name, reference, " xsi:type=\"ManagedObjectReference\"");
            case Structure structure -> structure(name, structure);
            case Sequence sequence -> {
                open(name, sequence.arrayType());
                for (Value element : sequence.elements()) {
                    declared(sequence.elementName(), element);
                }
                close(name);
            }
        }
    }

    private void structure(String name, Structure structure) {
        boolean known = version.includes(structure.age().since());
        open(name, known ? structure.type() : structure.age().olderType());
        for (Structure.Field field : structure.fields()) {
            if (!version.includes(field.since())) {
                continue;
            }
            if (field.anyType()) {
                typed(field.name(), field.value());
            } else {
                declared(field.name(), field.value());
            }
        }
        close(name);
    }

    private void reference(String name, Reference reference, String typeAttribute) {
        target.append('<').append(name).append(" type=\"");
        XmlText.append(target, reference.type());
        target.append('"').append(typeAttribute).append('>');
        XmlText.append(target, reference.id());
        close(name);
    }

    private void open(String name, String type) {
        target.append('<').append(name).append(" xsi:type=\"").append(type).append("\">");
    }

    private void close(String name) {
        target.append("</").append(name).append('>');
    }
}
