package io.sendense.engine.lab.model;

import java.util.Map;

/// Which managed object type extends which, as far as a filter or a view can name them.
public final class TypeTree {
    private static final String ENTITY = "ManagedEntity";
    private static final String ANY = "ManagedObject";

    private static final Map<String, String> BASES =
            Map.ofEntries(
                    Map.entry("ExtensibleManagedObject", ANY),
                    Map.entry(ENTITY, "ExtensibleManagedObject"),
                    Map.entry("Folder", ENTITY),
                    Map.entry("StoragePod", "Folder"),
                    Map.entry("Datacenter", ENTITY),
                    Map.entry("ComputeResource", ENTITY),
                    Map.entry("ClusterComputeResource", "ComputeResource"),
                    Map.entry("HostSystem", ENTITY),
                    Map.entry("ResourcePool", ENTITY),
                    Map.entry("VirtualApp", "ResourcePool"),
                    Map.entry("Datastore", ENTITY),
                    Map.entry("Network", ENTITY),
                    Map.entry("OpaqueNetwork", "Network"),
                    Map.entry("DistributedVirtualPortgroup", "Network"),
                    Map.entry("DistributedVirtualSwitch", ENTITY),
                    Map.entry("VmwareDistributedVirtualSwitch", "DistributedVirtualSwitch"),
                    Map.entry("VirtualMachine", ENTITY),
                    Map.entry("VirtualMachineSnapshot", "ExtensibleManagedObject"),
                    Map.entry("Task", "ExtensibleManagedObject"),
                    Map.entry("View", ANY),
                    Map.entry("ManagedObjectView", "View"),
                    Map.entry("ContainerView", "ManagedObjectView"),
                    Map.entry("ListView", "ManagedObjectView"),
                    Map.entry("InventoryView", "ManagedObjectView"),
                    Map.entry("ServiceInstance", ANY),
                    Map.entry("SessionManager", ANY),
                    Map.entry("TaskManager", ANY),
                    Map.entry("ViewManager", ANY),
                    Map.entry("PropertyCollector", ANY),
                    Map.entry("PropertyFilter", ANY),
                    Map.entry("SearchIndex", ANY),
                    Map.entry("LicenseManager", ANY),
                    Map.entry("AuthorizationManager", ANY),
                    Map.entry("EnvironmentBrowser", ANY),
                    Map.entry("HostDatastoreBrowser", ANY),
                    Map.entry("HttpNfcLease", ANY));

    private TypeTree() {}

    /// Whether a type of that name is known at all.
    public static boolean knows(String type) {
        return type.equals(ANY) || BASES.containsKey(type);
    }

    /// Whether `type` is `base` or extends it.
    public static boolean isA(String type, String base) {
        String current = type;
        while (current != null) {
            if (current.equals(base)) {
                return true;
            }
            current = BASES.get(current);
        }
        return false;
    }
}
