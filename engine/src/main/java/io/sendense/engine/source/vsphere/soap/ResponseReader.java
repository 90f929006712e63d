package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads the envelope of an answer: its return value, or the fault. Confined to one thread.
final class ResponseReader {
    /// How the stubs name the types they expect, where that is not vSphere's own name.
    private static final Map<String, Class<?>> STUB_TYPES =
            Map.of(
                    "String", String.class,
                    "boolean", Boolean.class,
                    "int", Integer.class,
                    "long", Long.class,
                    "Calendar", java.util.Calendar.class,
                    "byte", Byte.class,
                    "Object", Object.class,
                    "ManagedObjectReference", ManagedObjectReference.class);

    /// What the stubs expect in arrays of these.
    private static final Map<String, Class<?>> PRIMITIVES =
            Map.of("boolean", boolean.class, "int", int.class, "long", long.class);

    private final VimTypes types;
    private final Tolerated tolerated;

    ResponseReader(VimTypes types, Tolerated tolerated) {
        this.types = types;
        this.tolerated = tolerated;
    }

    /// The return value of an answer.
    ///
    /// @param returnType the stub's name of it, with `[]` for an array; `null` for none
    /// @return `null` for no value, and for an empty one that is no array
    /// @throws SoapFault the answer is a fault
    /// @throws XMLStreamException it is not an answer of vSphere's
    @Nullable Object read(InputStream answer, @Nullable String returnType)
            throws XMLStreamException, SoapFault {
        XMLStreamReader xml = SafeXml.reader(answer);
        if (!SafeXml.nextChild(xml) || !xml.getLocalName().equals("Envelope")) {
            throw new XMLStreamException("the answer is no SOAP envelope");
        }
        while (SafeXml.nextChild(xml)) {
            if (xml.getLocalName().equals("Body")) {
                return body(xml, returnType);
            }
            SafeXml.skip(xml);
        }
        throw new XMLStreamException("the SOAP envelope has no body");
    }

    private @Nullable Object body(XMLStreamReader xml, @Nullable String returnType)
            throws XMLStreamException, SoapFault {
        if (!SafeXml.nextChild(xml)) {
            throw new XMLStreamException("the SOAP body is empty");
        }
        if (xml.getLocalName().equals("Fault")) {
            throw fault(xml);
        }
        if (returnType == null) {
            return null;
        }
        boolean several = returnType.endsWith("[]");
        String name = several ? returnType.substring(0, returnType.length() - 2) : returnType;
        Class<?> type = type(name);
        ObjectReader objects = new ObjectReader(xml, types, tolerated);
        List<Object> values = new ArrayList<>();
        while (SafeXml.nextChild(xml)) {
            Object value = objects.read(type);
            if (value != null) {
                values.add(value);
            }
        }
        if (!several) {
            return values.isEmpty() ? null : values.getFirst();
        }
        // the stubs cast to an array of what they name: boolean[], not Boolean[]
        Object array = Array.newInstance(PRIMITIVES.getOrDefault(name, type), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private Class<?> type(String name) throws XMLStreamException {
        Class<?> stubType = STUB_TYPES.get(name);
        if (stubType != null) {
            return stubType;
        }
        return types.find(name)
                .orElseThrow(
                        () -> new XMLStreamException("a stub expects the unknown type " + name));
    }

    /// SOAP 1.1 section 4.4. The detail names the fault's type in `xsi:type`; older servers only in
    /// the element's name, with `Fault` behind it.
    private SoapFault fault(XMLStreamReader xml) throws XMLStreamException {
        String code = "";
        String words = "";
        String type = "";
        MethodFault detail = null;
        while (SafeXml.nextChild(xml)) {
            switch (xml.getLocalName()) {
                case "faultcode" -> code = SafeXml.text(xml).strip();
                case "faultstring" -> words = SafeXml.text(xml).strip();
                case "detail" -> {
                    while (SafeXml.nextChild(xml)) {
                        if (detail != null) {
                            SafeXml.skip(xml);
                            continue;
                        }
                        type = faultType(xml);
                        detail = detail(xml, type);
                    }
                }
                default -> SafeXml.skip(xml);
            }
        }
        return new SoapFault(type.isEmpty() ? code : type, words, detail);
    }

    private static String faultType(XMLStreamReader xml) {
        String type = SafeXml.schemaType(xml);
        String name = xml.getLocalName();
        if (!type.isEmpty()) {
            return type;
        }
        return name.endsWith("Fault") ? name.substring(0, name.length() - "Fault".length()) : name;
    }

    private MethodFault detail(XMLStreamReader xml, String type) throws XMLStreamException {
        Class<?> known =
                types.find(type)
                        .filter(MethodFault.class::isAssignableFrom)
                        .orElse(MethodFault.class);
        Object fault = new ObjectReader(xml, types, tolerated).read(known);
        boolean unnamed = fault != null && fault.getClass() == MethodFault.class;
        return fault instanceof MethodFault method && !unnamed ? method : new UnknownFault(type);
    }
}
