package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where a vCenter shows no folder of a VM, as it does within vApps; vcsim shows one.
class InventoryTreeTest {
    private static final ManagedObjectReference ROOT = reference("Folder", "group-d1");
    private static final ManagedObjectReference SHOP = reference("Folder", "group-v3");
    private static final ManagedObjectReference POOL = reference("ResourcePool", "resgroup-8");
    private static final ManagedObjectReference APP = reference("VirtualApp", "resgroup-v9");
    private static final ManagedObjectReference INNER = reference("VirtualApp", "resgroup-v10");
    private static final ManagedObjectReference INNER_POOL =
            reference("ResourcePool", "resgroup-11");

    private static ManagedObjectReference reference(String type, String value) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(value);
        return reference;
    }

    private static ObjectProperties object(ManagedObjectReference object, Object... more) {
        Map<String, Object> values = new HashMap<>(Map.of("name", object.getVal()));
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], more[i + 1]);
        }
        return new ObjectProperties(object, values, Map.of());
    }

    private static ObjectProperties vm(String id, Object... more) {
        return object(reference("VirtualMachine", id), more);
    }

    @Test
    void aVmInAVAppLiesWhereTheOutermostVAppLies() {
        Inventory inventory =
                new InventoryTree(
                                object(ROOT),
                                List.of(
                                        object(SHOP, "parent", ROOT),
                                        object(POOL, "parent", ROOT),
                                        object(APP, "parent", POOL, "parentFolder", SHOP),
                                        object(INNER, "parent", APP),
                                        object(INNER_POOL, "parent", INNER),
                                        vm("vm-1", "parentVApp", APP, "resourcePool", APP),
                                        vm("vm-2", "parentVApp", INNER, "resourcePool", INNER_POOL),
                                        vm("vm-3", "parent", ROOT, "resourcePool", POOL),
                                        vm("vm-4", "resourcePool", POOL)))
                        .inventory();
        assertThat(inventory.vms())
                .extracting(
                        vm -> vm.id().value() + " " + vm.folder().map(ObjectId::value).orElse("-"))
                .containsExactlyInAnyOrder(
                        "vm-1 group-v3", "vm-2 group-v3", "vm-3 group-d1", "vm-4 -");
    }
}
