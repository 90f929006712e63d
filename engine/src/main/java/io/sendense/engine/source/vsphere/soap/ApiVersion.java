package io.sendense.engine.source.vsphere.soap;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A version of the vSphere API, which a client names in every call's SOAPAction. The server shapes
/// its answers after it: what a later version added is left out. Immutable.
///
/// @param value numbers with points: `6.0`, `8.0.3.0`
public record ApiVersion(String value) implements Comparable<ApiVersion> {
    /// The version yavijava's types are of, understood by every server in use.
    public static final ApiVersion OLDEST = new ApiVersion("6.0");

    /// The newest whose answers the readers of this package were written for. They skip what they
    /// do not know, so this guards against changed meanings only.
    public static final ApiVersion NEWEST = new ApiVersion("9.0.0.0");

    private static final String NAMESPACE = "urn:vim25";
    private static final int MOST_LISTED = 1000;

    public ApiVersion {
        if (!value.matches("[0-9]{1,5}(\\.[0-9]{1,5}){0,7}")) {
            throw new IllegalArgumentException("not an API version: '" + value + "'");
        }
    }

    /// The header's value, quoted as SOAP 1.1 section 6.1.1 has it.
    String soapAction() {
        return "\"" + NAMESPACE + "/" + value + "\"";
    }

    /// The newest version that both the server and this client know, from the server's
    /// `vimServiceVersions.xml`; [#OLDEST] if it lists none of ours.
    ///
    /// @throws XMLStreamException it is not XML
    static ApiVersion newestCommon(InputStream serviceVersions) throws XMLStreamException {
        return listed(serviceVersions).stream()
                .filter(version -> version.compareTo(NEWEST) <= 0)
                .max(Comparator.naturalOrder())
                .filter(version -> version.compareTo(OLDEST) > 0)
                .orElse(OLDEST);
    }

    private static List<ApiVersion> listed(InputStream serviceVersions) throws XMLStreamException {
        XMLStreamReader xml = SafeXml.reader(serviceVersions);
        List<ApiVersion> versions = new ArrayList<>();
        String namespace = "";
        while (versions.size() < MOST_LISTED && xml.hasNext()) {
            if (SafeXml.next(xml) != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("name")) {
                namespace = SafeXml.text(xml);
            } else if (xml.getLocalName().equals("version") && namespace.equals(NAMESPACE)) {
                String version = SafeXml.text(xml);
                // old ones have letters: 2.5u2
                if (version.matches("[0-9.]+")) {
                    versions.add(new ApiVersion(version));
                }
            }
        }
        return versions;
    }

    @Override
    public int compareTo(ApiVersion other) {
        String[] mine = value.split("\\.", -1);
        String[] theirs = other.value.split("\\.", -1);
        for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
            int order = Integer.compare(number(mine, i), number(theirs, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        return index < parts.length ? Integer.parseInt(parts[index]) : 0;
    }
}
