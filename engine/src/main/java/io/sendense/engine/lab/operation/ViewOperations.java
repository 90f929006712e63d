package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.ManagedObject;
import io.sendense.engine.lab.model.TypeTree;
import io.sendense.engine.lab.property.ContainerView;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.List;
import java.util.Map;

/// Views on parts of the inventory.
final class ViewOperations implements OperationFamily {
    private final Directory directory;

    ViewOperations(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("CreateContainerView", this::create, "DestroyView", this::destroy);
    }

    /// The views of a session, as an array of references.
    static Sequence viewsOf(Session session) {
        return Sequence.references(
                session.all(ContainerView.class).map(ManagedObject::reference).toList());
    }

    private Reply create(Call call) throws SoapFault {
        Session session = call.authenticated();
        Entity container =
                directory.require(call, call.requiredReference("container"), Entity.class);
        List<String> types = call.arguments().textsOf("type");
        for (String type : types) {
            if (!TypeTree.knows(type)) {
                throw SoapFault.invalidArgument("type");
            }
        }
        return Reply.of(
                session.add(
                                new ContainerView(
                                        session.newReference("ContainerView"),
                                        directory.of(call.session()),
                                        container.reference(),
                                        types,
                                        call.arguments().isTrue("recursive")))
                        .reference());
    }

    private Reply destroy(Call call) throws SoapFault {
        ContainerView view = directory.target(call, ContainerView.class);
        call.authenticated().remove(view.reference());
        // Filters that start at the view must notice that it is gone.
        directory.store().journal().structureChanged();
        return Reply.NOTHING;
    }
}
