package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.product.Product;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finding objects by other names than their references.
final class SearchOperations implements OperationFamily {
    private final Directory directory;
    private final Product product;

    SearchOperations(Directory directory, Product product) {
        this.directory = directory;
        this.product = product;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "FindByUuid", this::findByUuid, "FindByInventoryPath", this::findByInventoryPath);
    }

    private Reply findByUuid(Call call) throws SoapFault {
        String uuid = call.required("uuid").toLowerCase(Locale.ROOT);
        if (!call.arguments().isTrue("vmSearch")) {
            throw SoapFault.notSupported("The lab finds VMs only by UUID.");
        }
        boolean instance = call.arguments().isTrue("instanceUuid");
        Optional<Reference> datacenter = call.arguments().reference("datacenter");
        return Reply.maybe(
                directory
                        .store()
                        .all(VirtualMachine.class)
                        .filter(machine -> uuidOf(machine, instance).equals(uuid))
                        .filter(machine -> datacenter.map(siteOf(machine)::equals).orElse(true))
                        .map(VirtualMachine::reference)
                        .findFirst());
    }

    private static String uuidOf(VirtualMachine machine, boolean instance) {
        var definition = machine.definition();
        return (instance ? definition.instanceUuid() : definition.biosUuid()).toString();
    }

    private static Reference siteOf(VirtualMachine machine) {
        return machine.placement().site().datacenter().reference();
    }

    /// Names in the path are as vCenter stores them; the root's own name is left out.
    private Reply findByInventoryPath(Call call) throws SoapFault {
        Reference current = product.rootFolder();
        for (String name : call.required("inventoryPath").split("/", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            Optional<Reference> next = child(current, name);
            if (next.isEmpty()) {
                return Reply.NOTHING;
            }
            current = next.get();
        }
        return Reply.of(current);
    }

    private Optional<Reference> child(Reference parent, String name) {
        return directory.store().find(parent, Entity.class).stream()
                .flatMap(entity -> entity.children().stream())
                .filter(child ->
                        directory
                                .store()
                                .find(child, Entity.class)
                                .map(Entity::name)
                                .equals(Optional.of(name)))
                .findFirst();
    }
}
