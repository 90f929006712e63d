package io.sendense.engine.restore;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.vsphere.config.XmlNode;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// The VM's devices, told apart by their `xsi:type`. Confined to one thread.
final class DeviceRules {
    private final Iterator<VirtualDisk> disks;
    private final Consumer<PlanItem> found;

    /// @param disks of the same configuration, in its order
    DeviceRules(List<VirtualDisk> disks, Consumer<PlanItem> found) {
        this.disks = disks.iterator();
        this.found = found;
    }

    void add(XmlNode config) {
        config.child("hardware").stream()
                .flatMap(hardware -> hardware.all("device"))
                .forEach(this::addDevice);
    }

    private void addDevice(XmlNode device) {
        switch (device.type()) {
            case "VirtualDisk" -> found.accept(DiskRules.item(device, disks.next()));
            case "VirtualE1000",
                    "VirtualE1000e",
                    "VirtualPCNet32",
                    "VirtualEthernetCard",
                    "VirtualVmxnet",
                    "VirtualVmxnet2",
                    "VirtualVmxnet3",
                    "VirtualVmxnet3Vrdma",
                    "VirtualSriovEthernetCard" ->
                    NetworkRules.add(device, found);
            case "VirtualLsiLogicController",
                    "VirtualLsiLogicSASController",
                    "ParaVirtualSCSIController",
                    "VirtualBusLogicController",
                    "VirtualSCSIController",
                    "VirtualNVMEController" ->
                    addBus(device);
            case "VirtualTPM" -> accept(device, ConcernRule.DEVICE_TPM);
            case "VirtualNVDIMM" -> accept(device, ConcernRule.DEVICE_NVDIMM);
            case "VirtualPCIPassthrough" -> addPassthrough(device);
            case "VirtualSCSIPassthrough" -> accept(device, ConcernRule.DEVICE_PASSTHROUGH);
            case "VirtualUSB" -> accept(device, ConcernRule.DEVICE_USB);
            case "VirtualSerialPort", "VirtualParallelPort" ->
                    accept(device, ConcernRule.DEVICE_PORT);
            case "VirtualCdrom", "VirtualFloppy" -> addDrive(device);
            case "VirtualIDEController",
                    "VirtualAHCIController",
                    "VirtualSATAController",
                    "VirtualNVDIMMController",
                    "VirtualPCIController",
                    "VirtualPS2Controller",
                    "VirtualSIOController",
                    "VirtualUSBController",
                    "VirtualUSBXHCIController",
                    "VirtualKeyboard",
                    "VirtualPointingDevice",
                    "VirtualMachineVideoCard",
                    "VirtualMachineVMCIDevice",
                    "VirtualMachineVMIROM",
                    "VirtualPrecisionClock",
                    "VirtualSoundCard",
                    "VirtualEnsoniq1371",
                    "VirtualHdAudioCard",
                    "VirtualSoundBlaster16",
                    "VirtualWDT" ->
                    found.accept(PlanItem.kept(Words.label(device)));
            default ->
                    accept(
                            device,
                            about(device, ConcernRule.DEVICE_UNKNOWN)
                                    .with("type", Words.cut(device.type())));
        }
    }

    private void addBus(XmlNode device) {
        switch (device.text("sharedBus").orElse("")) {
            case "physicalSharing", "virtualSharing" -> accept(device, ConcernRule.BUS_UNSHARED);
            default -> found.accept(PlanItem.kept(Words.label(device)));
        }
    }

    private void addPassthrough(XmlNode device) {
        if (backing(device).equals("VirtualPCIPassthroughVmiopBackingInfo")) {
            String profile =
                    device.child("backing").flatMap(node -> Words.of(node, "vgpu")).orElse("?");
            accept(device, about(device, ConcernRule.DEVICE_VGPU).with("profile", profile));
        } else {
            accept(device, ConcernRule.DEVICE_PASSTHROUGH);
        }
    }

    /// A drive of the client's is as empty elsewhere as it is here.
    private void addDrive(XmlNode device) {
        switch (backing(device)) {
            case "VirtualCdromIsoBackingInfo", "VirtualFloppyImageBackingInfo" ->
                    accept(device, ConcernRule.DEVICE_IMAGE);
            case "VirtualCdromAtapiBackingInfo",
                    "VirtualCdromPassthroughBackingInfo",
                    "VirtualFloppyDeviceBackingInfo" ->
                    accept(device, ConcernRule.DEVICE_HOST_DRIVE);
            default -> found.accept(PlanItem.kept(Words.label(device)));
        }
    }

    private static String backing(XmlNode device) {
        return device.child("backing").map(XmlNode::type).orElse("");
    }

    private void accept(XmlNode device, ConcernRule rule) {
        accept(device, about(device, rule));
    }

    private void accept(XmlNode device, Concern concern) {
        found.accept(PlanItem.of(Words.label(device), concern));
    }

    static Concern about(XmlNode device, ConcernRule rule) {
        return Concern.of(rule).with("label", Words.label(device));
    }
}
