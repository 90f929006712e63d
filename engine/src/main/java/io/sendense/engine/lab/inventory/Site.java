package io.sendense.engine.lab.inventory;

import io.sendense.engine.lab.model.ComputeResource;
import io.sendense.engine.lab.model.Datacenter;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.EntityName;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.Network;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.model.ResourcePool;
import io.sendense.engine.lab.soap.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds a datacenter. Confined to one thread. Datastores and networks come first: every host made
/// afterwards has them all.
final class Site {
    private final ObjectStore store;
    private final Identities identities;
    private final Datacenter datacenter;
    private final Map<String, Datastore> datastores = new HashMap<>();
    private final Map<String, Network> networks = new HashMap<>();
    private final Map<String, ResourcePool> pools = new HashMap<>();
    private final List<Host> hosts = new ArrayList<>();

    Site(ObjectStore store, Identities identities, Folder parent, String name) {
        this.store = store;
        this.identities = identities;
        this.datacenter = new Datacenter(store, parent, EntityName.escape(name));
    }

    Datacenter datacenter() {
        return datacenter;
    }

    Datastore datastore(String name) {
        return present(datastores, name);
    }

    Network network(String name) {
        return present(networks, name);
    }

    ResourcePool pool(String name) {
        return present(pools, name);
    }

    List<Host> hosts() {
        return List.copyOf(hosts);
    }

    Site addDatastore(String name, Datastore.Kind kind) {
        var datastore =
                new Datastore(
                        store.newReference("Datastore", "datastore"),
                        datacenter.datastoreFolder().reference(),
                        name,
                        kind,
                        identities.of(datacenter.name() + "/datastore/" + name));
        store.add(datastore);
        datacenter.datastoreFolder().put(datastore.reference());
        datacenter.datastores().add(datastore.reference());
        datastores.put(name, datastore);
        return this;
    }

    Site addNetwork(String name) {
        var network =
                new Network(
                        store.newReference("Network", "network"),
                        datacenter.networkFolder().reference(),
                        name);
        store.add(network);
        datacenter.networkFolder().put(network.reference());
        datacenter.networks().add(network.reference());
        networks.put(name, network);
        return this;
    }

    /// A cluster; its root pool is known as `<cluster>/Resources`.
    Site addCluster(String name, String... hostNames) {
        addCompute("ClusterComputeResource", "domain-c", datacenter.hostFolder(), name, hostNames);
        return this;
    }

    /// A host on its own, in a folder of hosts; its root pool is known as `<host>/Resources`.
    Site addLoneHost(String folderName, String hostName) {
        Folder folder =
                store.add(
                        new Folder(
                                store.newFolderReference("h"),
                                Optional.of(datacenter.hostFolder().reference()),
                                folderName,
                                List.of("Folder", "ComputeResource")));
        datacenter.hostFolder().put(folder.reference());
        addCompute("ComputeResource", "domain-s", folder, hostName, hostName);
        return this;
    }

    /// The only host there is; its root pool is known as `<host>/Resources`.
    Site addOnlyHost(String hostName) {
        addCompute("ComputeResource", "domain-s", datacenter.hostFolder(), hostName, hostName);
        return this;
    }

    /// A pool below another, known as `<cluster>/<name>`.
    Site addPool(String cluster, String name) {
        ResourcePool root = pool(cluster + "/Resources");
        var pool =
                new ResourcePool(
                        store.newReference("ResourcePool", "resgroup"),
                        root.reference(),
                        name,
                        root.owner());
        store.add(pool);
        root.pools().add(pool.reference());
        pools.put(cluster + "/" + name, pool);
        return this;
    }

    private void addCompute(
            String type, String prefix, Folder folder, String name, String... hostNames) {
        Reference reference = store.newReference(type, prefix);
        var pool =
                new ResourcePool(
                        store.newReference("ResourcePool", "resgroup"),
                        reference,
                        "Resources",
                        reference);
        var compute = new ComputeResource(reference, folder.reference(), name, pool.reference());
        store.add(pool);
        store.add(compute);
        folder.put(reference);
        pools.put(name + "/Resources", pool);
        for (String hostName : hostNames) {
            compute.hosts().add(addHost(compute, hostName).reference());
        }
        datastores.values().forEach(store1 -> compute.datastores().add(store1.reference()));
        networks.values().forEach(network -> compute.networks().add(network.reference()));
    }

    private Host addHost(ComputeResource compute, String name) {
        var host =
                new Host(
                        store.newReference("HostSystem", "host"),
                        compute.reference(),
                        name,
                        identities.of("host/" + name));
        store.add(host);
        hosts.add(host);
        for (Datastore datastore : datastores.values()) {
            host.datastores().add(datastore.reference());
            datastore.hosts().add(host.reference());
        }
        for (Network network : networks.values()) {
            host.networks().add(network.reference());
            network.hosts().add(host.reference());
        }
        return host;
    }

    private static <T> T present(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no '" + name + "' among " + map.keySet());
        }
        return value;
    }
}
