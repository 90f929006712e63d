package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Finds what lies above a VM. Asks the server each time: VMs move, datacenters are renamed.
/// Thread-safe.
final class Datacenters {
    private static final String OPERATION = "RetrievePropertiesEx";
    private static final String DATACENTER = "Datacenter";

    /// More levels than vSphere allows folders and pools to nest.
    private static final int MOST_LEVELS = 200;

    private final ServerSession session;
    private final PropertyReader properties;

    Datacenters(ServerSession session, PropertyReader properties) {
        this.session = session;
        this.properties = properties;
    }

    /// The decoded name of the datacenter a VM lies in.
    Optional<String> nameOf(ObjectId vm) throws EngineException, InterruptedException {
        Deque<ObjectProperties> path = pathOf(vm);
        return path.isEmpty() ? Optional.empty() : Optional.of(Names.of(path.getLast()));
    }

    /// The inventory path of the datacenter, as datastore addresses want it: `folder/datacenter`,
    /// with vSphere's escapes left in.
    Optional<String> pathOfDatacenter(ObjectId vm) throws EngineException, InterruptedException {
        Deque<ObjectProperties> path = pathOf(vm);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (ObjectProperties level : path) {
            text.append(text.isEmpty() ? "" : "/");
            text.append(level.text("name").orElseGet(() -> level.id().value()));
        }
        return Optional.of(text.toString());
    }

    /// From below the root folder down to the datacenter; empty if there is none above the VM.
    private Deque<ObjectProperties> pathOf(ObjectId vm)
            throws EngineException, InterruptedException {
        Deque<ObjectProperties> path = new ArrayDeque<>();
        Optional<ManagedObjectReference> next = Optional.of(References.vm(vm));
        for (int level = 0; next.isPresent() && level < MOST_LEVELS; level++) {
            ObjectProperties object = read(next.get());
            next = above(object);
            boolean inside = !path.isEmpty() || object.type().equals(DATACENTER);
            // the root folder itself is no part of an inventory path
            if (inside && next.isPresent()) {
                path.addFirst(object);
            }
        }
        return path;
    }

    private static Optional<ManagedObjectReference> above(ObjectProperties object) {
        // a VM in a vApp has no parent, but a vApp
        return object.get("parent", ManagedObjectReference.class)
                .or(() -> object.get("parentVApp", ManagedObjectReference.class));
    }

    private ObjectProperties read(ManagedObjectReference object)
            throws EngineException, InterruptedException {
        boolean isVm = References.VIRTUAL_MACHINE.equals(object.getType());
        try {
            return isVm
                    ? properties.of(object, "name", "parent", "parentVApp")
                    : properties.of(object, "name", "parent");
        } catch (SoapFault fault) {
            throw session.problems().of(OPERATION, String.valueOf(object.getVal()), fault);
        }
    }

    /// Whether trees show a resource pool or vApp: not the root pool of a host or cluster.
    boolean isShown(ManagedObjectReference pool) throws EngineException, InterruptedException {
        return read(pool)
                .get("parent", ManagedObjectReference.class)
                .map(parent -> !String.valueOf(parent.getType()).endsWith("ComputeResource"))
                .orElse(true);
    }
}
