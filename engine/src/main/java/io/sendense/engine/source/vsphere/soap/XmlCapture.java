package io.sendense.engine.source.vsphere.soap;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Copies one element of an answer into a document of its own: every element, attribute and text as
/// the server sent it, with its prefixes; declarations that stood further out are repeated at its
/// root, which is renamed. Confined to one thread.
final class XmlCapture {
    private final XMLStreamReader xml;
    private final StringBuilder body = new StringBuilder();

    /// Prefixes whose declaration stands outside of the captured element, with their namespaces.
    private final Map<String, String> inherited = new TreeMap<>();

    private XmlCapture(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// Copies the element at hand, and ends at its end tag.
    static String copy(XMLStreamReader xml, String rootName) throws XMLStreamException {
        XmlCapture capture = new XmlCapture(xml);
        return capture.document(rootName);
    }

    private String document(String rootName) throws XMLStreamException {
        Set<String> declared = declarations();
        String prefix = xml.getPrefix() == null ? "" : xml.getPrefix();
        use(prefix, declared);
        attributes(declared);
        body.append('>');
        content(declared);
        String root = prefix.isEmpty() ? rootName : prefix + ":" + rootName;
        StringBuilder document = new StringBuilder(body.length() + 400);
        document.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
        inherited.forEach((name, uri) -> declaration(document, name, uri));
        return document.append(body).append("</").append(root).append(">\n").toString();
    }

    private void content(Set<String> declared) throws XMLStreamException {
        while (true) {
            switch (SafeXml.next(xml)) {
                case XMLStreamConstants.START_ELEMENT -> element(declared);
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        XmlText.append(body, xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return;
                }
                default -> {}
            }
        }
    }

    private void element(Set<String> outer) throws XMLStreamException {
        String prefix = xml.getPrefix() == null ? "" : xml.getPrefix();
        String name = prefix.isEmpty() ? xml.getLocalName() : prefix + ":" + xml.getLocalName();
        body.append('<').append(name);
        Set<String> declared = declarations();
        declared.addAll(outer);
        use(prefix, declared);
        attributes(declared);
        body.append('>');
        content(declared);
        body.append("</").append(name).append('>');
    }

    /// Repeats the element's own declarations.
    private Set<String> declarations() {
        Set<String> declared = new HashSet<>();
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = xml.getNamespacePrefix(i) == null ? "" : xml.getNamespacePrefix(i);
            String uri = xml.getNamespaceURI(i) == null ? "" : xml.getNamespaceURI(i);
            declared.add(prefix);
            declaration(body, prefix, uri);
        }
        return declared;
    }

    private void attributes(Set<String> declared) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i) == null ? "" : xml.getAttributePrefix(i);
            String value = xml.getAttributeValue(i);
            body.append(' ');
            if (!prefix.isEmpty()) {
                use(prefix, declared);
                body.append(prefix).append(':');
            }
            body.append(xml.getAttributeLocalName(i)).append("=\"");
            XmlText.append(body, value);
            body.append('"');
            if (SafeXml.XSI.equals(xml.getAttributeNamespace(i)) && value.indexOf(':') > 0) {
                use(value.substring(0, value.indexOf(':')).strip(), declared);
            }
        }
    }

    private void use(String prefix, Set<String> declared) {
        if (!declared.contains(prefix)) {
            String uri = xml.getNamespaceURI(prefix);
            if (uri != null && !uri.isEmpty()) {
                inherited.put(prefix, uri);
            }
        }
    }

    private static void declaration(StringBuilder to, String prefix, String uri) {
        to.append(prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix).append("=\"");
        XmlText.append(to, uri);
        to.append('"');
    }
}
