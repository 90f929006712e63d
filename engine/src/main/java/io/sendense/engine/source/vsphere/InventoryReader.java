package io.sendense.engine.source.vsphere;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the whole inventory in one bulk query of scalar properties, its tags meanwhile, and
/// follows both. Thread-safe.
final class InventoryReader {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryReader.class);
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
                    "VirtualApp",
                    List.of("name", "parent", "parentFolder"),
                    References.VIRTUAL_MACHINE,
                    VmSummaries.PROPERTIES);

    private final ServerSession session;
    private final PropertyReader properties;
    private final InventoryTags tags;
    private final int pageObjects;

    InventoryReader(
            ServerSession session, PropertyReader properties, InventoryTags tags, int pageObjects) {
        this.session = session;
        this.properties = properties;
        this.tags = tags;
        this.pageObjects = pageObjects;
    }

    Inventory read() throws EngineException, InterruptedException {
        Thread reading = tags.begin();
        Inventory untagged = readUntagged();
        return untagged.with(tags.await(reading));
    }

    private Inventory readUntagged() throws EngineException, InterruptedException {
        try {
            ObjectProperties root =
                    session.repeat(
                            "RetrievePropertiesEx",
                            (vim, server) ->
                                    PropertyReader.read(
                                            vim, server, server.getRootFolder(), "name"));
            return new InventoryTree(root, properties.all(QUERY)).inventory();
        } catch (SoapFault fault) {
            throw session.problems().of("RetrievePropertiesEx", "INVENTORY", fault);
        }
    }

    /// Tells the inventory now and whenever it has changed, until interrupted: as the server tells
    /// of changes, or, where it cannot, as it is read again and again.
    void follow(Consumer<Inventory> told) throws EngineException, InterruptedException {
        try {
            new InventoryWatch(session, QUERY, pageObjects, tags, told).run();
        } catch (SoapFault fault) {
            LOG.info(
                    "the inventory is read every {} s: the server does not tell of changes ({})",
                    VmSource.REREAD.toSeconds(),
                    fault.getMessage());
        }
        while (true) {
            told.accept(readUntagged().with(tags.current()));
            Thread.sleep(VmSource.REREAD);
        }
    }
}
