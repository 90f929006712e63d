package io.sendense.engine.lab.soap;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the operation out of a SOAP 1.1 envelope. A DOCTYPE is refused, entities are never
/// resolved, depth and number of elements are bounded. Thread-safe.
public final class SoapReader {
    /// Deeper than any filter a client sends (those nest traversals some ten deep).
    private static final int MAX_DEPTH = 100;

    /// A filter naming ten thousand objects one by one is still read.
    private static final int MAX_ELEMENTS = 100_000;

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XMLInputFactory factory;

    /// A reader with its own, locked-down XML factory.
    public SoapReader() {
        factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /// The first element of the body: the operation.
    ///
    /// @throws MalformedRequestException not an envelope, a DOCTYPE, or over a bound
    public Element operation(InputStream envelope) throws MalformedRequestException {
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(envelope, "UTF-8");
            try {
                return new Run(xml).operation();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedRequestException(
                    "request is not well-formed XML: " + e.getMessage());
        }
    }

    /// One pass over one envelope.
    private static final class Run {
        private final XMLStreamReader xml;
        private int elements;

        Run(XMLStreamReader xml) {
            this.xml = xml;
        }

        Element operation() throws XMLStreamException, MalformedRequestException {
            enter("Envelope");
            nextStart("the envelope has no body");
            if (xml.getLocalName().equals("Header")) {
                element(1);
                nextStart("the envelope has no body");
            }
            if (!xml.getLocalName().equals("Body") || !SOAP.equals(xml.getNamespaceURI())) {
                throw new MalformedRequestException(
                        "expected a SOAP body, found '" + xml.getLocalName() + "'");
            }
            nextStart("the body is empty");
            return element(1);
        }

        private void enter(String name) throws XMLStreamException, MalformedRequestException {
            nextStart("the request is empty");
            if (!xml.getLocalName().equals(name) || !SOAP.equals(xml.getNamespaceURI())) {
                throw new MalformedRequestException(
                        "expected a SOAP 1.1 " + name + ", found '" + xml.getLocalName() + "'");
            }
        }

        private void nextStart(String otherwise)
                throws XMLStreamException, MalformedRequestException {
            while (xml.hasNext()) {
                int event = xml.next();
                refuseDoctype(event);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return;
                }
                if (event == XMLStreamConstants.END_ELEMENT) {
                    break;
                }
            }
            throw new MalformedRequestException(otherwise);
        }

        private Element element(int depth) throws XMLStreamException, MalformedRequestException {
            if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                throw new MalformedRequestException(
                        "request over its bound of "
                                + MAX_DEPTH
                                + " levels or "
                                + MAX_ELEMENTS
                                + " elements");
            }
            String name = xml.getLocalName();
            Optional<String> type =
                    Optional.ofNullable(xml.getAttributeValue(INSTANCE, "type"))
                            .map(text -> text.substring(text.indexOf(':') + 1));
            Map<String, String> attributes = attributes();
            List<Element> children = new ArrayList<>();
            var text = new StringBuilder();
            while (true) {
                int event = xml.next();
                refuseDoctype(event);
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                            text.append(xml.getText());
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                            throw new MalformedRequestException("entities are refused");
                    case XMLStreamConstants.END_ELEMENT -> {
                        return new Element(
                                name,
                                type,
                                attributes,
                                children,
                                children.isEmpty() ? text.toString() : "");
                    }
                    default -> {} // comments and processing instructions say nothing
                }
            }
        }

        private Map<String, String> attributes() {
            var attributes = new HashMap<String, String>();
            for (int index = 0; index < xml.getAttributeCount(); index++) {
                String namespace = xml.getAttributeNamespace(index);
                if (namespace == null || namespace.isEmpty()) {
                    attributes.put(xml.getAttributeLocalName(index), xml.getAttributeValue(index));
                }
            }
            return attributes;
        }

        private static void refuseDoctype(int event) throws MalformedRequestException {
            if (event == XMLStreamConstants.DTD) {
                throw new MalformedRequestException("a DOCTYPE is refused");
            }
        }
    }
}
