package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.VmCondition.BoundDevice;
import java.util.function.Consumer;

/// What a restored VM would lack: told at backup time, while something can be done about it.
/// Stateless.
final class DeviceRules {
    private DeviceRules() {}

    static void check(Facts facts, Consumer<Concern> found) {
        for (BoundDevice device : facts.condition().devices()) {
            found.accept(Concern.of(rule(device.kind())).with("label", device.label()));
        }
    }

    private static ConcernRule rule(BoundDevice.Kind kind) {
        return switch (kind) {
            case TPM -> ConcernRule.DEVICE_TPM;
            case PCI_PASSTHROUGH, SHARED_GRAPHICS, SCSI_PASSTHROUGH ->
                    ConcernRule.DEVICE_PASSTHROUGH;
            case USB -> ConcernRule.DEVICE_USB;
            case SERIAL_PORT, PARALLEL_PORT -> ConcernRule.DEVICE_PORT;
            case CD_IMAGE, FLOPPY_IMAGE -> ConcernRule.DEVICE_IMAGE;
        };
    }
}
