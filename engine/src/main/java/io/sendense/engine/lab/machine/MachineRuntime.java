package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Structure;

/// Renders a VM's `runtime`.
final class MachineRuntime {
    private MachineRuntime() {}

    static Structure of(VirtualMachine machine) {
        PowerState power = machine.definition().state().power();
        Structure.Composer runtime =
                Structure.of("VirtualMachineRuntimeInfo")
                        .with("host", machine.placement().host().reference())
                        .constant("connectionState", "VirtualMachineConnectionState", "connected")
                        .with("powerState", power.value())
                        .constant(
                                "faultToleranceState",
                                "VirtualMachineFaultToleranceState",
                                "notConfigured")
                        .with("toolsInstallerMounted", false);
        if (power == PowerState.SUSPENDED) {
            runtime.with("suspendTime", machine.started());
        }
        if (power == PowerState.ON) {
            runtime.with("bootTime", machine.started());
        }
        return runtime.with("maxCpuUsage", 2400 * machine.definition().hardware().cpus())
                .with("maxMemoryUsage", machine.definition().hardware().memoryMb())
                .with("numMksConnections", 0)
                .constant("recordReplayState", "VirtualMachineRecordReplayState", "inactive")
                .with("onlineStandby", false)
                .with("consolidationNeeded", machine.needsConsolidation())
                .since(ApiVersion.V6_7, "instantCloneFrozen", Scalar.of(false))
                .since(ApiVersion.V6_7, "cryptoState", Scalar.of(cryptoState(machine)))
                .build();
    }

    private static String cryptoState(VirtualMachine machine) {
        return machine.definition().hardware().firmware().tpm() ? "safe" : "incapable";
    }
}
