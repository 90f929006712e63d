package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.source.inventory.ObjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// References to managed objects, in yavijava's form and in ours.
final class References {
    static final String VIRTUAL_MACHINE = "VirtualMachine";
    static final String SNAPSHOT = "VirtualMachineSnapshot";

    private References() {}

    static ManagedObjectReference of(String type, String id) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(id);
        return reference;
    }

    static ManagedObjectReference vm(ObjectId vm) {
        return of(VIRTUAL_MACHINE, vm.value());
    }

    static ManagedObjectReference snapshot(ObjectId snapshot) {
        return of(SNAPSHOT, snapshot.value());
    }

    static Optional<ObjectId> id(@Nullable ManagedObjectReference reference) {
        return reference == null || reference.getVal() == null || reference.getVal().isBlank()
                ? Optional.empty()
                : Optional.of(new ObjectId(reference.getVal()));
    }
}
