package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.session.Privileges;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.Map;

/// Telling who may do what. The lab's account has the same privileges on everything.
final class AuthorizationOperations implements OperationFamily {
    private final Directory directory;
    private final Privileges privileges;

    AuthorizationOperations(Directory directory, Privileges privileges) {
        this.directory = directory;
        this.privileges = privileges;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("HasPrivilegeOnEntity", this::hasPrivilegeOnEntity);
    }

    private Reply hasPrivilegeOnEntity(Call call) throws SoapFault {
        String own = call.authenticated().key();
        if (directory.of(call.session()).find(call.requiredReference("entity")).isEmpty()) {
            throw SoapFault.notFound(call.requiredReference("entity"));
        }
        if (!call.required("sessionId").equals(own)) {
            throw SoapFault.invalidArgument("sessionId");
        }
        return Reply.of(
                Sequence.of(
                        "xsd:boolean",
                        call.arguments().children().stream()
                                .filter(child -> child.name().equals("privId"))
                                .map(Element::text)
                                .map(id -> Scalar.of(privileges.has(id)))
                                .toList()));
    }
}
