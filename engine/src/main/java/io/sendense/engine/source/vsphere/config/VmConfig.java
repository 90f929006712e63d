package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmCondition.BoundDevice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// What a backup needs to know of a VM's configuration. Immutable.
///
/// @param uuid the BIOS uuid, lower case
/// @param version for instance `vmx-19`
/// @param disks every virtual disk, in the order of the devices
/// @param encrypted whether the VM's files are
/// @param devices what is bound to where the VM runs
public record VmConfig(
        String uuid,
        String instanceUuid,
        boolean template,
        String version,
        Optional<String> guest,
        boolean changeTracking,
        List<VirtualDisk> disks,
        boolean encrypted,
        List<BoundDevice> devices) {
    public VmConfig {
        disks = List.copyOf(disks);
        devices = List.copyOf(devices);
    }

    /// Reads the XML of a `VirtualMachineConfigInfo`.
    ///
    /// @throws XMLStreamException it is not well-formed, or a disk in it lacks what a disk must
    ///   have
    public static VmConfig parse(String xml) throws XMLStreamException {
        XmlNode config = XmlNode.parse(xml);
        Optional<XmlNode> hardware = config.child("hardware");
        return new VmConfig(
                lower(config, "uuid"),
                lower(config, "instanceUuid"),
                config.flag("template"),
                config.text("version").orElse(""),
                config.text("guestFullName"),
                config.flag("changeTrackingEnabled"),
                hardware.isEmpty() ? List.of() : DiskReader.disks(hardware.get()),
                config.child("keyId").isPresent(),
                hardware.map(DeviceReader::bound).orElse(List.of()));
    }

    private static String lower(XmlNode config, String name) {
        return config.text(name).orElse("").toLowerCase(Locale.ROOT);
    }
}
