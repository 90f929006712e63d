package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// yavijava's classes by vSphere's type names, and their fields in the order of the schema. All
/// fields are public, so reflection needs no rights. Thread-safe.
final class VimTypes {
    private static final String PACKAGE = "com.vmware.vim25.";

    /// A server can invent type names without end.
    private static final int MOST_CACHED = 5000;

    private final Map<String, Optional<Class<?>>> byName = new ConcurrentHashMap<>();
    private final Map<Class<?>, Map<String, Field>> fields = new ConcurrentHashMap<>();

    /// The class of a data object, fault or enum.
    Optional<Class<?>> find(String name) {
        Optional<Class<?>> known = byName.get(name);
        if (known == null) {
            known = load(name);
            if (byName.size() < MOST_CACHED) {
                byName.put(name, known);
            }
        }
        return known;
    }

    private static Optional<Class<?>> load(String name) {
        if (!name.matches("[A-Za-z0-9_]{1,200}")) {
            return Optional.empty();
        }
        try {
            Class<?> type =
                    Class.forName(
                            PACKAGE + name, false, ManagedObjectReference.class.getClassLoader());
            return isData(type) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            // a LinkageError: the name differs in case only, on a file system that ignores case
            return Optional.empty();
        }
    }

    private static boolean isData(Class<?> type) {
        return type.isEnum()
                || type == ManagedObjectReference.class
                || DynamicData.class.isAssignableFrom(type)
                || DynamicProperty.class.isAssignableFrom(type)
                || MethodFault.class.isAssignableFrom(type);
    }

    /// The fields of a data object by their element names: those of the base type first, as XML
    /// Schema wants the elements.
    Map<String, Field> fields(Class<?> type) {
        Map<String, Field> known = fields.get(type);
        if (known == null) {
            known = Collections.unmodifiableMap(declared(type));
            fields.put(type, known);
        }
        return known;
    }

    private static Map<String, Field> declared(Class<?> type) {
        Map<String, Field> all = new LinkedHashMap<>();
        Class<?> parent = type.getSuperclass();
        if (parent != null && parent.getName().startsWith(PACKAGE)) {
            all.putAll(declared(parent));
        }
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers)) {
                all.put(field.getName(), field);
            }
        }
        return all;
    }

    Collection<Field> inOrder(Class<?> type) {
        return fields(type).values();
    }
}
