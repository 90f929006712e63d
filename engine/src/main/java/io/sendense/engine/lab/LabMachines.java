package io.sendense.engine.lab;

import io.sendense.engine.lab.inventory.LabInventory;
import io.sendense.engine.lab.machine.MachinePlacement;
import io.sendense.engine.lab.machine.PowerState;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.model.ResourcePool;
import java.util.List;
import java.util.Optional;

/// The VMs of a lab, and what administrators and clusters do to them while somebody looks. Clients
/// that wait for updates are told. Thread-safe; what is done to one VM is done one after the other.
///
/// VMs are called by the name that people gave them. Every method throws `IllegalArgumentException`
/// where there is no such VM, host or pool, or more than one.
public final class LabMachines {
    private final ObjectStore store;
    private final LabInventory inventory;

    LabMachines(ObjectStore store, LabInventory inventory) {
        this.store = store;
        this.inventory = inventory;
    }

    /// Adds a VM that is off, with an empty disk of 16 GiB, in the folder `Fleet` of Berlin.
    ///
    /// @return its managed object id
    public synchronized String create(String name) {
        if (!called(name).isEmpty()) {
            throw new IllegalArgumentException("there is a VM '" + name + "' already");
        }
        return inventory.create(name).reference().id();
    }

    /// Gives a VM another name; its files keep theirs.
    public synchronized void rename(String name, String other) {
        machine(name).rename(other);
    }

    /// Switches a VM on. A guest that was running at the lab's start writes on in any case; the
    /// others never do.
    public synchronized void powerOn(String name) {
        machine(name).power(PowerState.ON);
    }

    /// Switches a VM off.
    public synchronized void powerOff(String name) {
        machine(name).power(PowerState.OFF);
    }

    /// Suspends a VM.
    public synchronized void suspend(String name) {
        machine(name).power(PowerState.SUSPENDED);
    }

    /// Moves a VM to another host. Within its cluster it stays in its pool, elsewhere it comes into
    /// the root pool.
    public synchronized void migrate(String name, String host) {
        VirtualMachine machine = machine(name);
        Host to =
                one(
                        "hosts",
                        host,
                        store.all(Host.class).filter(one -> one.name().equals(host)).toList());
        MachinePlacement now = machine.placement();
        ResourcePool pool = to.parent().equals(now.host().parent()) ? now.pool() : rootPool(to);
        inventory.place(machine, now.at(to, pool));
    }

    private ResourcePool rootPool(Host host) {
        return one(
                "root pools of",
                host.name(),
                store.all(ResourcePool.class)
                        .filter(pool -> pool.parent().equals(host.parent()))
                        .toList());
    }

    /// Moves a VM to another folder of its datacenter, which is made where it is not there.
    ///
    /// @param path from the datacenter's folder of VMs on; empty for that itself
    public synchronized void move(String name, String... path) {
        VirtualMachine machine = machine(name);
        Folder to = inventory.folder(machine, List.of(path));
        inventory.place(machine, machine.placement().in(to));
    }

    /// Takes a VM out of the inventory with its snapshots.
    public synchronized void remove(String name) {
        inventory.remove(machine(name));
    }

    /// The managed object id of a VM; empty where there is none of that name.
    public Optional<String> find(String name) {
        return called(name).stream().findFirst().map(machine -> machine.reference().id());
    }

    VirtualMachine machine(String name) {
        return one("VMs", name, called(name));
    }

    private List<VirtualMachine> called(String name) {
        return store.all(VirtualMachine.class)
                .filter(machine -> machine.definition().name().equals(name))
                .toList();
    }

    private static <T> T one(String what, String name, List<T> found) {
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    found.size() + " " + what + " are called '" + name + "'");
        }
        return found.getFirst();
    }
}
