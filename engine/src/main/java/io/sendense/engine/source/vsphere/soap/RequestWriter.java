package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// Writes calls as SOAP 1.1 envelopes, in the order of elements that vSphere's schema has. Confined
/// to one thread.
final class RequestWriter {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"\
             xmlns:xsd="http://www.w3.org/2001/XMLSchema"\
             xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>\
            """;
    private static final String TAIL = "</soapenv:Body></soapenv:Envelope>";

    private final VimTypes types;
    private final StringBuilder out = new StringBuilder(HEAD);

    private RequestWriter(VimTypes types) {
        this.types = types;
    }

    static String write(String operation, Argument @Nullable [] arguments, VimTypes types) {
        RequestWriter writer = new RequestWriter(types);
        writer.out.append('<').append(operation).append(" xmlns=\"urn:vim25\">");
        if (arguments != null) {
            for (Argument argument : arguments) {
                writer.element(argument.getName(), argument.getValue(), argument.getType());
            }
        }
        return writer.out.append("</").append(operation).append('>').append(TAIL).toString();
    }

    /// Writes a value; nothing for `null`, one element per entry for an array.
    ///
    /// @param declared the name of the type the schema has here: a value of a derived type says so
    private void element(String name, @Nullable Object value, String declared) {
        if (value == null) {
            return;
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            String element =
                    declared.endsWith("[]")
                            ? declared.substring(0, declared.length() - 2)
                            : declared;
            for (int i = 0; i < Array.getLength(value); i++) {
                element(name, Array.get(value, i), element);
            }
            return;
        }
        out.append('<').append(name);
        switch (value) {
            case ManagedObjectReference reference -> reference(reference, declared);
            case Enum<?> constant -> {
                type(declared.equals("Object") ? constant.getDeclaringClass().getSimpleName() : "");
                XmlText.append(out, constant.toString());
            }
            default -> {
                if (Leaf.is(value.getClass())) {
                    type(
                            declared.equals("Object")
                                    ? "xsd:" + Leaf.schemaName(value).orElse("string")
                                    : "");
                    XmlText.append(out, Leaf.write(value));
                } else {
                    object(value, declared);
                }
            }
        }
        out.append("</").append(name).append('>');
    }

    /// Ends the start tag, with the value's type if it has to be said.
    private void type(String name) {
        out.append(name.isEmpty() ? ">" : " xsi:type=\"" + name + "\">");
    }

    private void reference(ManagedObjectReference reference, String declared) {
        out.append(" type=\"");
        XmlText.append(out, String.valueOf(reference.getType()));
        out.append('"');
        type(declared.equals("Object") ? "ManagedObjectReference" : "");
        XmlText.append(out, String.valueOf(reference.getVal()));
    }

    private void object(Object value, String declared) {
        Class<?> type = value.getClass();
        type(type.getSimpleName().equals(declared) ? "" : type.getSimpleName());
        for (Field field : types.inOrder(type)) {
            try {
                if (field.getType() == short.class && field.getShort(value) == 0) {
                    // Optional in the schema, but yavijava has no way to leave it out; a server
                    // refuses
                    // a change of what was never meant to be changed.
                    continue;
                }
                element(field.getName(), field.get(value), field.getType().getSimpleName());
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("cannot read " + field, e);
            }
        }
    }
}
