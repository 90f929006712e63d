package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.Optional;

/// One call of an operation. Immutable.
///
/// @param target the object it is called on
/// @param arguments its element, whose children are the parameters
/// @param session the caller's session; empty before login
/// @param peer who calls
/// @param taskFault what a fault rule wants the call's task to end in
public record Call(
        Reference target,
        Element arguments,
        Optional<Session> session,
        Peer peer,
        Optional<SoapFault> taskFault) {

    /// Who calls.
    ///
    /// @param address the address
    /// @param agent what the client calls itself
    public record Peer(String address, String agent) {}

    /// The operation's name.
    public String operation() {
        return arguments.name();
    }

    /// The caller's session.
    ///
    /// @throws SoapFault there is none
    public Session authenticated() throws SoapFault {
        return session.orElseThrow(() -> SoapFault.notAuthenticated(target));
    }

    /// A parameter that must be there.
    public String required(String name) throws SoapFault {
        return arguments.textOf(name).orElseThrow(() -> SoapFault.invalidArgument(name));
    }

    /// A parameter that must be a whole number.
    public long requiredNumber(String name) throws SoapFault {
        return number(name).orElseThrow(() -> SoapFault.invalidArgument(name));
    }

    /// A parameter that is a whole number where it is there.
    public Optional<Long> number(String name) throws SoapFault {
        Optional<String> text = arguments.textOf(name).filter(value -> !value.isEmpty());
        try {
            return text.map(Long::valueOf);
        } catch (NumberFormatException _) {
            throw SoapFault.invalidArgument(name);
        }
    }

    /// A parameter that must be a reference.
    public Reference requiredReference(String name) throws SoapFault {
        return arguments.reference(name).orElseThrow(() -> SoapFault.invalidArgument(name));
    }
}
