package io.sendense.engine.source.vsphere;

import com.vmware.vim25.VirtualMachinePowerState;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.PowerState;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.engine.source.vsphere.config.VmConfig;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Makes [VmSummary] records of a VM's scalar properties.
final class VmSummaries {
    static final List<String> PROPERTIES =
            List.of(
                    "name",
                    "parent",
                    "parentVApp",
                    "resourcePool",
                    "runtime.host",
                    "runtime.powerState",
                    "config.instanceUuid",
                    "config.template",
                    "config.guestFullName",
                    "summary.storage.committed");

    private VmSummaries() {}

    /// @param visible whether trees show a resource pool
    static VmSummary of(ObjectProperties vm, Predicate<ObjectId> visible) {
        return new VmSummary(
                vm.id(),
                Names.of(vm),
                // a VM whose host is away or whose files are lost shows no configuration
                vm.text("config.instanceUuid").orElse("").toLowerCase(Locale.ROOT),
                power(vm),
                vm.flag("config.template"),
                vm.reference("parent"),
                vm.reference("runtime.host"),
                vm.reference("resourcePool").filter(visible),
                vm.text("config.guestFullName"),
                vm.number("summary.storage.committed"));
    }

    /// The same where the whole configuration was read.
    static VmSummary of(ObjectProperties vm, VmConfig config, Predicate<ObjectId> visible) {
        VmSummary scalars = of(vm, visible);
        return new VmSummary(
                scalars.id(),
                scalars.name(),
                config.instanceUuid(),
                scalars.power(),
                config.template(),
                scalars.folder(),
                scalars.host(),
                scalars.resourcePool(),
                config.guest(),
                scalars.storageBytes());
    }

    private static PowerState power(ObjectProperties vm) {
        VirtualMachinePowerState state =
                vm.get("runtime.powerState", VirtualMachinePowerState.class)
                        .orElse(VirtualMachinePowerState.poweredOff);
        return switch (state) {
            case poweredOn -> PowerState.ON;
            case poweredOff -> PowerState.OFF;
            case suspended -> PowerState.SUSPENDED;
        };
    }
}
