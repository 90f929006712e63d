package io.sendense.engine.lab.soap;

import java.io.Serial;
import java.util.Optional;

/// A typed vSphere fault on its way to the caller: as a SOAP fault, or as the error of a task.
public final class SoapFault extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Structure detail;

    /// @param detail the fault's type and fields
    /// @param message what a person reads
    public SoapFault(Structure detail, String message) {
        super(message);
        this.detail = detail;
    }

    /// @param detail the fault's type and fields
    /// @param message what a person reads
    public SoapFault(Structure.Composer detail, String message) {
        this(detail.build(), message);
    }

    /// The fault's type and fields.
    public Structure detail() {
        return detail;
    }

    /// What a person reads.
    public String text() {
        return Optional.ofNullable(getMessage()).orElse("");
    }

    /// The fault as the error of a task or a missing property.
    public Structure localized() {
        return Structure.of("LocalizedMethodFault")
                .any("fault", detail)
                .with("localizedMessage", text())
                .build();
    }

    /// `NotAuthenticated`: there is no session, or it has expired.
    public static SoapFault notAuthenticated(Reference object) {
        return new SoapFault(
                Structure.of("NotAuthenticated")
                        .with("object", object)
                        .with("privilegeId", "System.View"),
                "The session is not authenticated.");
    }

    /// `InvalidLogin`: wrong user or password.
    public static SoapFault invalidLogin() {
        return new SoapFault(
                Structure.of("InvalidLogin"),
                "Cannot complete login due to an incorrect user name or password.");
    }

    /// `NoPermission`: the account lacks a privilege.
    public static SoapFault noPermission(Reference object, String privilege) {
        return new SoapFault(
                Structure.of("NoPermission").with("object", object).with("privilegeId", privilege),
                "Permission to perform this operation was denied.");
    }

    /// `ManagedObjectNotFound`: no such object, or no longer.
    public static SoapFault notFound(Reference object) {
        return new SoapFault(
                Structure.of("ManagedObjectNotFound").with("obj", object),
                "The object '"
                        + object
                        + "' has already been deleted or has not been completely created");
    }

    /// `InvalidArgument`: a parameter that is not correct.
    public static SoapFault invalidArgument(String parameter) {
        return new SoapFault(
                Structure.of("InvalidArgument").with("invalidProperty", parameter),
                "A specified parameter was not correct: " + parameter);
    }

    /// `InvalidProperty`: an object has no property of that name.
    public static SoapFault invalidProperty(String path) {
        return new SoapFault(
                Structure.of("InvalidProperty").with("name", path),
                "The property '" + path + "' does not exist on this type.");
    }

    /// `RequestCanceled`: someone asked for the call or task to be given up.
    public static SoapFault canceled() {
        return new SoapFault(Structure.of("RequestCanceled"), "The task was canceled by a user.");
    }

    /// `InvalidRequest`: the call itself cannot be understood.
    public static SoapFault invalidRequest(String message) {
        return new SoapFault(Structure.of("InvalidRequest"), message);
    }

    /// `RestrictedVersion`: the licence does not allow it.
    public static SoapFault restrictedVersion() {
        return new SoapFault(
                Structure.of("RestrictedVersion"),
                "Current license or ESXi version prohibits execution of the requested operation.");
    }

    /// `NotSupported`: understood, and not possible on this object.
    public static SoapFault notSupported(String message) {
        return new SoapFault(Structure.of("NotSupported"), message);
    }
}
