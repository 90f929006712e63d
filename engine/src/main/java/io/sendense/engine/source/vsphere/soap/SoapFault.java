package io.sendense.engine.source.vsphere.soap;

import com.vmware.vim25.MethodFault;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Explained;
import java.rmi.RemoteException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server understood a call and refused it, or a task of it failed.
public final class SoapFault extends RemoteException implements Explained {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final String words;
    private final @Nullable MethodFault fault;
    private final transient Cause explanation;

    /// @param typeName the fault's type in vSphere's words: `FileFault`; for a fault without
    ///   detail, its SOAP fault code
    /// @param words the server's own message; may be empty
    public SoapFault(String typeName, String words, @Nullable MethodFault fault) {
        this(typeName, words, fault, said(text(typeName, words)));
    }

    private SoapFault(
            String typeName, String words, @Nullable MethodFault fault, Cause explanation) {
        super(logged(typeName, words));
        this.typeName = typeName;
        this.words = words;
        this.fault = fault;
        this.explanation = explanation;
    }

    /// A fault that no server has named: the client's own.
    public static SoapFault own(String typeName, Cause cause) {
        return new SoapFault(typeName, "", null, cause);
    }

    /// For logs and stack traces, which need words in any case.
    private static String logged(String typeName, String words) {
        String text = text(typeName, words);
        return text.isEmpty() ? "a fault without name and words" : text;
    }

    private static Cause said(String text) {
        return text.isEmpty()
                ? Cause.of(CauseCode.SERVER_SAYS_NOTHING)
                : Cause.of(CauseCode.SERVER_SAYS).with("detail", text);
    }

    private static String text(String typeName, String words) {
        if (words.isEmpty()) {
            return typeName;
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

    /// What the server said, in its own words.
    @Override
    public Cause explanation() {
        return explanation;
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
