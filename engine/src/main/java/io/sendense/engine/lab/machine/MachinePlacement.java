package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.model.Datacenter;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.Network;
import io.sendense.engine.lab.model.ResourcePool;

/// Where a VM lies. Immutable.
///
/// @param folder its place in the VM tree
/// @param site the datacenter, its datastore and its network
/// @param host the host it runs on
/// @param pool the resource pool it belongs to
/// @param files its folder on the datastore
public record MachinePlacement(
        Folder folder, Site site, Host host, ResourcePool pool, MachineFolder files) {

    /// The same on another host, in another pool.
    public MachinePlacement at(Host otherHost, ResourcePool otherPool) {
        return new MachinePlacement(folder, site, otherHost, otherPool, files);
    }

    /// The same in another folder of the VM tree.
    public MachinePlacement in(Folder other) {
        return new MachinePlacement(other, site, host, pool, files);
    }

    /// A datacenter with one of its datastores and networks. Immutable.
    ///
    /// @param datacenter where all the rest is
    /// @param datastore holds the VM's files
    /// @param network the VM's network
    public record Site(Datacenter datacenter, Datastore datastore, Network network) {}
}
