package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.Structure;
import java.util.List;

/// Renders the devices of a VM that is bound to its host: what a restore elsewhere cannot bring
/// along. Stateless.
final class BoundDevices {
    private static final int IDE_KEY = 201;
    private static final int PCI_KEY = 100;
    private static final int SIO_KEY = 400;
    private static final int USB_KEY = 7000;

    private BoundDevices() {}

    static List<Structure> of(ConfigView view) {
        return List.of(
                image(view),
                serialPort(view),
                passthrough(),
                graphics(),
                usbController(),
                usb(),
                sriov(view));
    }

    private static Structure image(ConfigView view) {
        var datastore = view.placement().site().datastore();
        return DeviceList.device(
                        "VirtualCdrom", 3002, "CD/DVD drive 2", "ISO [" + datastore.name() + "]")
                .with(
                        "backing",
                        Structure.of("VirtualCdromIsoBackingInfo")
                                .with("fileName", "[" + datastore.name() + "] iso/tools.iso")
                                .with("datastore", datastore.reference())
                                .with("backingObjectId", ""))
                .with("connectable", DeviceList.connectable(true))
                .with("controllerKey", IDE_KEY)
                .with("unitNumber", 0)
                .build();
    }

    private static Structure serialPort(ConfigView view) {
        var datastore = view.placement().site().datastore();
        return DeviceList.device("VirtualSerialPort", 9000, "Serial port 1", "File")
                .with(
                        "backing",
                        Structure.of("VirtualSerialPortFileBackingInfo")
                                .with("fileName", "[" + datastore.name() + "] console.txt")
                                .with("datastore", datastore.reference())
                                .with("backingObjectId", ""))
                .with("connectable", DeviceList.connectable(true))
                .with("controllerKey", SIO_KEY)
                .with("unitNumber", 0)
                .with("yieldOnPoll", true)
                .build();
    }

    private static Structure passthrough() {
        return DeviceList.device("VirtualPCIPassthrough", 13_000, "PCI device 0", "HBA")
                .with(
                        "backing",
                        Structure.of("VirtualPCIPassthroughDeviceBackingInfo")
                                .with("deviceName", "HBA")
                                .with("id", "0000:3b:00.0")
                                .with("deviceId", "1d1")
                                .with("systemId", "lab")
                                .with("vendorId", 4215))
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 18)
                .build();
    }

    private static Structure graphics() {
        return DeviceList.device("VirtualPCIPassthrough", 13_001, "PCI device 1", "vGPU")
                .with(
                        "backing",
                        Structure.of("VirtualPCIPassthroughVmiopBackingInfo")
                                .with("vgpu", "grid_v100-4q"))
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 19)
                .build();
    }

    private static Structure usbController() {
        return DeviceList.device("VirtualUSBController", USB_KEY, "USB controller", "USB")
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 22)
                .with("busNumber", 0)
                .with("autoConnectDevices", false)
                .with("ehciEnabled", true)
                .build();
    }

    private static Structure usb() {
        return DeviceList.device("VirtualUSB", 10_000, "USB 1", "Dongle")
                .with(
                        "backing",
                        Structure.of("VirtualUSBUSBBackingInfo")
                                .with("deviceName", "path:1/0/2 version:2"))
                .with("connectable", DeviceList.connectable(true))
                .with("controllerKey", USB_KEY)
                .with("unitNumber", 0)
                .with("connected", true)
                .build();
    }

    private static Structure sriov(ConfigView view) {
        var network = view.placement().site().network();
        return DeviceList.device(
                        "VirtualSriovEthernetCard", 4001, "Network adapter 2", network.name())
                .with(
                        "backing",
                        Structure.of("VirtualEthernetCardNetworkBackingInfo")
                                .with("deviceName", network.name())
                                .with("useAutoDetect", false)
                                .with("network", network.reference()))
                .with("connectable", DeviceList.connectable(true))
                .with("controllerKey", PCI_KEY)
                .with("unitNumber", 8)
                .with("addressType", "manual")
                .with("macAddress", "00:50:56:3f:00:02")
                .with("wakeOnLanEnabled", false)
                .build();
    }
}
