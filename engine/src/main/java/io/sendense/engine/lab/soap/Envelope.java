package io.sendense.engine.lab.soap;

import java.util.Optional;

/// Writes SOAP 1.1 reply envelopes.
public final class Envelope {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" \
            xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <soapenv:Body>
            """;
    private static final String TAIL = "\n</soapenv:Body>\n</soapenv:Envelope>\n";

    private Envelope() {}

    /// The reply to `operation`; without a value for an operation that returns nothing.
    public static String response(
            String operation, Optional<? extends Value> value, ApiVersion version) {
        var target = new StringBuilder(HEAD);
        target.append('<').append(operation).append("Response xmlns=\"urn:vim25\">");
        value.ifPresent(present -> returned(new ValueWriter(target, version), present));
        return target.append("</").append(operation).append("Response>").append(TAIL).toString();
    }

    /// A typed fault.
    public static String fault(SoapFault fault, ApiVersion version) {
        var target = new StringBuilder(HEAD);
        target.append("<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>");
        XmlText.append(target, fault.text());
        target.append("</faultstring><detail>");
        var detail = new StringBuilder();
        String element = fault.detail().type() + "Fault";
        new ValueWriter(detail, version).typed(element, fault.detail());
        // The detail's element and type both live in vim25, so the namespace goes on the element.
        target.append(detail.insert(1 + element.length(), " xmlns=\"urn:vim25\""));
        return target.append("</detail></soapenv:Fault>").append(TAIL).toString();
    }

    /// A fault without a type: what a server says that did not understand the request.
    public static String untypedFault(String message) {
        var target = new StringBuilder(HEAD);
        target.append("<soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>");
        XmlText.append(target, message);
        return target.append("</faultstring></soapenv:Fault>").append(TAIL).toString();
    }

    private static void returned(ValueWriter writer, Value value) {
        writer.declared("returnval", value);
    }
}
