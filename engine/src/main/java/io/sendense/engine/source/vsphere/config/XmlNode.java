package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.vsphere.soap.SafeXml;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An XML element without its namespaces and plain attributes. Immutable.
///
/// @param type the local part of its `xsi:type`; empty if it has none
/// @param text directly inside
public record XmlNode(String name, String type, String text, List<XmlNode> children) {
    public XmlNode {
        children = List.copyOf(children);
    }

    /// Reads the root of a document.
    ///
    /// @throws XMLStreamException it is not well-formed, is nested too deep, or has a document type
    public static XmlNode parse(String document) throws XMLStreamException {
        XMLStreamReader xml = SafeXml.reader(new StringReader(document));
        if (!SafeXml.nextChild(xml)) {
            throw new XMLStreamException("no element");
        }
        return read(xml);
    }

    private static XmlNode read(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        String type = SafeXml.schemaType(xml);
        StringBuilder text = new StringBuilder();
        List<XmlNode> children = new ArrayList<>();
        while (true) {
            switch (SafeXml.next(xml)) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(xml));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlNode(name, type, text.toString().strip(), children);
                }
                default -> {}
            }
        }
    }

    /// The first child of this name.
    public Optional<XmlNode> child(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
    }

    public Stream<XmlNode> all(String wanted) {
        return children.stream().filter(child -> child.name.equals(wanted));
    }

    /// The text of the first child of this name; none if it is empty.
    public Optional<String> text(String wanted) {
        return child(wanted).map(XmlNode::text).filter(found -> !found.isEmpty());
    }

    public boolean flag(String wanted) {
        return text(wanted).map(found -> found.equals("true") || found.equals("1")).orElse(false);
    }

    /// @throws XMLStreamException the child's text is no number
    Optional<Long> number(String wanted) throws XMLStreamException {
        Optional<String> found = text(wanted);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(found.get()));
        } catch (NumberFormatException e) {
            throw new XMLStreamException(
                    name + "." + wanted + " is no number: '" + found.get() + "'", e);
        }
    }
}
