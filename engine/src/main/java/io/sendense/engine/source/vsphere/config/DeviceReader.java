package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.inventory.VmCondition.BoundDevice;
import io.sendense.engine.source.inventory.VmCondition.BoundDevice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the devices among a VM's that are bound to where it runs. Stateless.
final class DeviceReader {
    private DeviceReader() {}

    /// @param hardware a `VirtualHardware`
    static List<BoundDevice> bound(XmlNode hardware) {
        List<BoundDevice> found = new ArrayList<>();
        hardware.all("device")
                .forEach(device ->
                        kind(device)
                                .ifPresent(
                                        kind -> found.add(new BoundDevice(kind, label(device)))));
        return found;
    }

    private static String label(XmlNode device) {
        return device.child("deviceInfo")
                .flatMap(info -> info.text("label"))
                .orElseGet(() -> "device " + device.text("key").orElse("?"));
    }

    private static Optional<Kind> kind(XmlNode device) {
        String backing = device.child("backing").map(XmlNode::type).orElse("");
        return switch (device.type()) {
            case "VirtualTPM" -> Optional.of(Kind.TPM);
            case "VirtualPCIPassthrough" ->
                    Optional.of(
                            backing.contains("Vmiop")
                                    ? Kind.SHARED_GRAPHICS
                                    : Kind.PCI_PASSTHROUGH);
            case "VirtualUSB" -> Optional.of(Kind.USB);
            case "VirtualSerialPort" -> Optional.of(Kind.SERIAL_PORT);
            case "VirtualParallelPort" -> Optional.of(Kind.PARALLEL_PORT);
            case "VirtualSCSIPassthrough" -> Optional.of(Kind.SCSI_PASSTHROUGH);
            case "VirtualCdrom" ->
                    Optional.of(Kind.CD_IMAGE).filter(_ -> backing.contains("IsoBacking"));
            case "VirtualFloppy" ->
                    Optional.of(Kind.FLOPPY_IMAGE).filter(_ -> backing.contains("ImageBacking"));
            default -> Optional.empty();
        };
    }
}
