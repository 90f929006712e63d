package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.MethodFault;
import java.rmi.RemoteException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server understood a call and refused it, or a task of it failed.
public final class SoapFault extends RemoteException {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final String words;
    private final @Nullable MethodFault fault;

    /// @param typeName the fault's type in vSphere's words: `FileFault`; for a fault without
    ///   detail, its SOAP fault code
    /// @param words the server's own message; may be empty
    public SoapFault(String typeName, String words, @Nullable MethodFault fault) {
        super(text(typeName, words));
        this.typeName = typeName;
        this.words = words;
        this.fault = fault;
    }

    private static String text(String typeName, String words) {
        if (words.isEmpty()) {
            return typeName.isEmpty() ? "a fault without name and words" : typeName;
        }
        return typeName + ": " + words;
    }

    /// A fault whose type is the object's.
    public static SoapFault of(MethodFault fault, String words) {
        String name =
                fault instanceof UnknownFault unknown
                        ? unknown.typeName()
                        : fault.getClass().getSimpleName();
        return new SoapFault(name, words, fault);
    }

    public String typeName() {
        return typeName;
    }

    /// The server's own message; may be empty.
    public String words() {
        return words;
    }

    /// Type and words in one line.
    public String text() {
        return text(typeName, words);
    }

    /// Whether the fault is of this type or of one derived from it.
    public boolean is(Class<? extends MethodFault> type) {
        return type.isInstance(fault);
    }

    /// The fault with its fields, if it is of this type.
    public <T extends MethodFault> Optional<T> as(Class<T> type) {
        return type.isInstance(fault) ? Optional.of(type.cast(fault)) : Optional.empty();
    }
}
