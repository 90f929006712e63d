package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Renders a VM's devices, in the order and with the keys vSphere gives them.
final class DeviceList {
    private static final int IDE_KEY = 200;
    private static final int PCI_KEY = 100;
    private static final int PS2_KEY = 300;
    private static final int CDROM_KEY = 3000;
    private static final int NETWORK_KEY = 4000;

    private DeviceList() {}

    static Sequence of(ConfigView view) {
        var devices = new ArrayList<Structure>();
        addBoard(devices);
        for (ControllerDevice controller : view.hardware().controllers()) {
            devices.add(controller(view, controller));
        }
        if (view.hardware().firmware().tpm()) {
            devices.add(tpm());
        }
        devices.add(cdrom());
        for (DiskDevice disk : view.hardware().disks()) {
            devices.add(DiskRendering.of(view, disk));
        }
        devices.add(network(view));
        if (view.hardware().bound()) {
            devices.addAll(BoundDevices.of(view));
        }
        return Sequence.of("VirtualDevice", devices);
    }

    /// A device's common start: key, label and summary.
    static Structure.Composer device(String type, int key, String label, String summary) {
        return Structure.of(type).with("key", key).with("deviceInfo", description(label, summary));
    }

    static Structure.Composer description(String label, String summary) {
        return Structure.of("Description").with("label", label).with("summary", summary);
    }

    private static void addBoard(List<Structure> devices) {
        devices.add(bus("VirtualIDEController", IDE_KEY, "IDE 0", List.of(CDROM_KEY)));
        devices.add(bus("VirtualIDEController", IDE_KEY + 1, "IDE 1", List.of()));
        devices.add(bus("VirtualPS2Controller", PS2_KEY, "PS2 controller 0", List.of(600, 700)));
        devices.add(
                bus(
                        "VirtualPCIController",
                        PCI_KEY,
                        "PCI controller 0",
                        List.of(500, 12_000, NETWORK_KEY)));
        devices.add(bus("VirtualSIOController", 400, "SIO controller 0", List.of()));
        devices.add(
                device("VirtualKeyboard", 600, "Keyboard", "Keyboard")
                        .with("controllerKey", PS2_KEY)
                        .with("unitNumber", 0)
                        .build());
        devices.add(
                device("VirtualPointingDevice", 700, "Pointing device", "Pointing device; Device")
                        .with(
                                "backing",
                                Structure.of("VirtualPointingDeviceDeviceBackingInfo")
                                        .with("deviceName", "")
                                        .with("useAutoDetect", false)
                                        .with("hostPointingDevice", "autodetect"))
                        .with("controllerKey", PS2_KEY)
                        .with("unitNumber", 1)
                        .build());
        devices.add(
                device("VirtualMachineVideoCard", 500, "Video card", "Video card")
                        .with("controllerKey", PCI_KEY)
                        .with("unitNumber", 0)
                        .with("videoRamSizeInKB", 8192L)
                        .with("numDisplays", 1)
                        .with("useAutoDetect", false)
                        .build());
        devices.add(
                device(
                                "VirtualMachineVMCIDevice",
                                12_000,
                                "VMCI device",
                                "Device on the virtual machine PCI bus")
                        .with("controllerKey", PCI_KEY)
                        .with("unitNumber", 17)
                        .with("id", 1L)
                        .with("allowUnrestrictedCommunication", false)
                        .build());
    }

    private static Structure bus(String type, int key, String label, List<Integer> devices) {
        return device(type, key, label, label)
                .with("busNumber", key % 100)
                .with("device", Sequence.integers(devices))
                .build();
    }

    private static Structure controller(ConfigView view, ControllerDevice controller) {
        ControllerKind kind = controller.kind();
        List<Integer> attached =
                view.hardware().disks().stream()
                        .filter(disk -> disk.controller().equals(controller))
                        .map(DiskDevice::key)
                        .toList();
        String family = kind.vmxName().toUpperCase(Locale.ROOT);
        Structure.Composer device =
                device(
                                kind.type(),
                                controller.key(),
                                family + " controller " + controller.bus(),
                                kind.summary())
                        .introducedIn(kind.since(), "VirtualController")
                        .with("controllerKey", PCI_KEY)
                        .with("unitNumber", slotOnBoard(controller))
                        .with("busNumber", controller.bus())
                        .with("device", Sequence.integers(attached));
        if (kind.scsi()) {
            device.with("hotAddRemove", true)
                    .constant(
                            "sharedBus",
                            "VirtualSCSISharing",
                            controller.sharedBus() ? "physicalSharing" : "noSharing")
                    .with("scsiCtlrUnitNumber", 7);
        }
        return device.build();
    }

    private static int slotOnBoard(ControllerDevice controller) {
        int first =
                switch (controller.kind()) {
                    case PVSCSI, LSI_LOGIC, LSI_SAS -> 3;
                    case AHCI -> 24;
                    case NVME -> 30;
                };
        return first + controller.bus();
    }

    private static Structure tpm() {
        return device("VirtualTPM", 11_000, "Virtual TPM", "Trusted Platform Module")
                .introducedIn(ApiVersion.V6_7, "VirtualDevice")
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 25)
                .build();
    }

    private static Structure cdrom() {
        return device("VirtualCdrom", CDROM_KEY, "CD/DVD drive 1", "Remote device")
                .with(
                        "backing",
                        Structure.of("VirtualCdromRemotePassthroughBackingInfo")
                                .with("deviceName", "")
                                .with("useAutoDetect", false)
                                .with("exclusive", false))
                .with("connectable", connectable(false))
                .with("controllerKey", IDE_KEY)
                .with("unitNumber", 0)
                .build();
    }

    private static Structure network(ConfigView view) {
        var network = view.placement().site().network();
        boolean on = view.definition().state().power() == PowerState.ON;
        return device("VirtualVmxnet3", NETWORK_KEY, "Network adapter 1", network.name())
                .with(
                        "backing",
                        Structure.of("VirtualEthernetCardNetworkBackingInfo")
                                .with("deviceName", network.name())
                                .with("useAutoDetect", false)
                                .with("network", network.reference()))
                .with("connectable", connectable(on))
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 7)
                .with("addressType", "assigned")
                .with("macAddress", macAddress(view.definition()))
                .with("wakeOnLanEnabled", true)
                .with("uptCompatibilityEnabled", false)
                .build();
    }

    /// VMware's own range of addresses, from the VM's identity.
    static String macAddress(MachineDefinition definition) {
        long bits = definition.instanceUuid().getLeastSignificantBits();
        return String.format(
                Locale.ROOT,
                "00:50:56:%02x:%02x:%02x",
                (bits >> 16) & 0x3f,
                (bits >> 8) & 0xff,
                bits & 0xff);
    }

    static Structure.Composer connectable(boolean connected) {
        return Structure.of("VirtualDeviceConnectInfo")
                .with("startConnected", connected)
                .with("allowGuestControl", true)
                .with("connected", connected)
                .with("status", connected ? "ok" : "untried");
    }
}
