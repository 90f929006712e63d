package io.sendense.engine.source.vsphere.soap;

import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML of a peer: no document types, no external entities, the platform's own parser whatever
/// else lies on the class path.
public final class SafeXml {
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final int DEEPEST = 200;

    private SafeXml() {}

    public static XMLStreamReader reader(InputStream bytes) throws XMLStreamException {
        try {
            return factory().createXMLStreamReader(bytes);
        } catch (RuntimeException e) {
            throw unparsable(e);
        }
    }

    public static XMLStreamReader reader(Reader text) throws XMLStreamException {
        try {
            return factory().createXMLStreamReader(text);
        } catch (RuntimeException e) {
            throw unparsable(e);
        }
    }

    /// The platform's parser has bytes that it fails on without an error of its own: JDK 25 throws
    /// `MissingResourceException` in a broken DTD.
    private static XMLStreamException unparsable(RuntimeException e) {
        return new XMLStreamException("the XML cannot be parsed: " + e, e);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // readers of nested elements call themselves; 32 nested snapshots are the deepest thing
        factory.setProperty("jdk.xml.maxElementDepth", DEEPEST);
        return factory;
    }

    /// The next event; a document type declaration is refused.
    public static int next(XMLStreamReader xml) throws XMLStreamException {
        int event;
        try {
            event = xml.next();
        } catch (RuntimeException e) {
            throw unparsable(e);
        }
        if (event == XMLStreamConstants.DTD) {
            throw new XMLStreamException("a document type declaration is not accepted");
        }
        return event;
    }

    /// The text directly in the element at hand; elements inside are skipped. Ends at its end tag.
    public static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next(xml)) {
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("entity '" + xml.getLocalName() + "' refused");
                case XMLStreamConstants.START_ELEMENT -> skip(xml);
                case XMLStreamConstants.END_ELEMENT -> {
                    return text.toString();
                }
                default -> {}
            }
        }
    }

    /// Passes over the element at hand. Ends at its end tag.
    public static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /// Goes to the next child of the element at hand.
    ///
    /// @return false at the element's end tag
    public static boolean nextChild(XMLStreamReader xml) throws XMLStreamException {
        while (true) {
            int event = next(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT
                    || event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    /// An attribute that has no namespace; empty if it is not there. A `null` namespace would match
    /// `xsi:type` as well as `type`.
    public static String plainAttribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = xml.getAttributeNamespace(i);
            if ((namespace == null || namespace.isEmpty())
                    && xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /// The local part of `xsi:type`; empty if there is none.
    public static String schemaType(XMLStreamReader xml) {
        String type = xml.getAttributeValue(XSI, "type");
        return type == null ? "" : type.substring(type.indexOf(':') + 1).strip();
    }
}
