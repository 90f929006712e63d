package io.sendense.engine.source.vsphere;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.List;
import java.util.Map;

/// Reads the whole inventory in one bulk query of scalar properties. Thread-safe.
final class InventoryReader {
    private static final List<String> NAMED = List.of("name", "parent");
    private static final Map<String, List<String>> QUERY =
            Map.of(
                    "Folder",
                    List.of("name", "parent", "childType"),
                    "Datacenter",
                    NAMED,
                    "ComputeResource",
                    NAMED,
                    "HostSystem",
                    NAMED,
                    "ResourcePool",
                    NAMED,
                    References.VIRTUAL_MACHINE,
                    VmSummaries.PROPERTIES);

    private final ServerSession session;
    private final PropertyReader properties;

    InventoryReader(ServerSession session, PropertyReader properties) {
        this.session = session;
        this.properties = properties;
    }

    Inventory read() throws EngineException, InterruptedException {
        try {
            ObjectProperties root =
                    session.repeat(
                            "RetrievePropertiesEx",
                            (vim, server) ->
                                    PropertyReader.read(
                                            vim, server, server.getRootFolder(), "name"));
            return new InventoryTree(root, properties.all(QUERY)).inventory();
        } catch (SoapFault fault) {
            throw session.problems().of("RetrievePropertiesEx", "the inventory", fault);
        }
    }
}
