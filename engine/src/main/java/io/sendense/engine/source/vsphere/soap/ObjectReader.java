package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Makes yavijava objects of XML elements.
///
/// What is unknown is left out and counted; what the schema demands and the server left out stays
/// `null` or 0. Where the schema says "anything", objects come as they say of themselves in
/// `xsi:type`, except a VM's `config` and types that are not known: those stay XML. Confined to one
/// thread.
final class ObjectReader {
    private static final String ARRAY_OF = "ArrayOf";

    /// Read as text wherever a property may hold anything.
    private static final String KEPT_AS_TEXT = "VirtualMachineConfigInfo";

    private final XMLStreamReader xml;
    private final VimTypes types;
    private final Tolerated tolerated;

    ObjectReader(XMLStreamReader xml, VimTypes types, Tolerated tolerated) {
        this.xml = xml;
        this.types = types;
        this.tolerated = tolerated;
    }

    /// Reads the element at hand as a value of `declared`, and ends at its end tag.
    ///
    /// @return `null` for a constant of an enum that is not known
    @Nullable Object read(Class<?> declared) throws XMLStreamException {
        String named = SafeXml.schemaType(xml);
        if (declared == Object.class) {
            return anything(named);
        }
        if (declared == ManagedObjectReference.class) {
            return reference();
        }
        if (Leaf.is(declared)) {
            return Leaf.read(declared, SafeXml.text(xml));
        }
        if (declared.isEnum()) {
            return constant(declared);
        }
        return object(create(declared, named));
    }

    private @Nullable Object anything(String named) throws XMLStreamException {
        if (named.equals("ManagedObjectReference")) {
            return reference();
        }
        Optional<Class<?>> leaf =
                named.isEmpty() ? Optional.of(String.class) : Leaf.ofSchema(named);
        if (leaf.isPresent()) {
            return Leaf.read(leaf.get(), SafeXml.text(xml));
        }
        if (named.startsWith(ARRAY_OF)) {
            return array(named);
        }
        Optional<Class<?>> type = types.find(named);
        if (named.equals(KEPT_AS_TEXT)) {
            return new RawXml(named, XmlCapture.copy(xml, "config"));
        }
        if (type.isEmpty()) {
            tolerated.type(named);
            return new RawXml(named, XmlCapture.copy(xml, xml.getLocalName()));
        }
        return type.get().isEnum() ? constant(type.get()) : object(create(type.get(), named));
    }

    private Object array(String named) throws XMLStreamException {
        String element = named.substring(ARRAY_OF.length());
        Class<?> type = elementType(element);
        List<Object> values = new ArrayList<>();
        while (SafeXml.nextChild(xml)) {
            Object value = read(type);
            if (value != null) {
                values.add(value);
            }
        }
        return arrayOf(type, values);
    }

    private Class<?> elementType(String element) {
        if (element.isEmpty() || element.equals("AnyType")) {
            return Object.class;
        }
        String simple =
                element.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + element.substring(1);
        Optional<Class<?>> type = Leaf.ofSchema(simple).or(() -> types.find(element));
        if (type.isEmpty()) {
            tolerated.type(element);
        }
        return type.orElse(Object.class);
    }

    private static Object arrayOf(Class<?> type, List<Object> values) {
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private ManagedObjectReference reference() throws XMLStreamException {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(SafeXml.plainAttribute(xml, "type"));
        reference.setVal(SafeXml.text(xml).strip());
        return reference;
    }

    private @Nullable Object constant(Class<?> type) throws XMLStreamException {
        String text = SafeXml.text(xml).strip();
        for (Object constant : type.getEnumConstants()) {
            if (constant.toString().equals(text)) {
                return constant;
            }
        }
        tolerated.constant(type, text);
        return null;
    }

    private Object create(Class<?> declared, String named) throws XMLStreamException {
        Class<?> type = declared;
        if (!named.isEmpty() && !named.equals(declared.getSimpleName())) {
            Optional<Class<?>> found = types.find(named).filter(declared::isAssignableFrom);
            if (found.isEmpty()) {
                tolerated.type(named);
                if (declared == MethodFault.class) {
                    return new UnknownFault(named);
                }
            }
            type = found.orElse(declared);
        }
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new XMLStreamException("no object of type " + type.getName() + " can be made", e);
        }
    }

    private Object object(Object object) throws XMLStreamException {
        Map<String, Field> fields = types.fields(vimType(object));
        Map<Field, List<Object>> arrays = new LinkedHashMap<>();
        while (SafeXml.nextChild(xml)) {
            Field field = fields.get(xml.getLocalName());
            if (field == null) {
                tolerated.field(object.getClass(), xml.getLocalName());
                SafeXml.skip(xml);
                continue;
            }
            Class<?> type = field.getType();
            boolean several = type.isArray() && type != byte[].class;
            Object value = read(several ? type.getComponentType() : type);
            if (value != null && several) {
                arrays.computeIfAbsent(field, first -> new ArrayList<>()).add(value);
            } else if (value != null) {
                set(object, field, value);
            }
        }
        for (Map.Entry<Field, List<Object>> entry : arrays.entrySet()) {
            Class<?> element = entry.getKey().getType().getComponentType();
            set(object, entry.getKey(), arrayOf(element, entry.getValue()));
        }
        return object;
    }

    private static Class<?> vimType(Object object) {
        return object instanceof UnknownFault ? MethodFault.class : object.getClass();
    }

    private static void set(Object object, Field field, Object value) throws XMLStreamException {
        try {
            field.set(object, value);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw new XMLStreamException(
                    field + " cannot hold a " + value.getClass().getSimpleName(), e);
        }
    }
}
