package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.inventory.DatastorePath;
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
/// @param efi whether it boots by EFI, and not by a BIOS
/// @param nvram the file of its non-volatile memory, if it names one
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
        boolean efi,
        Optional<DatastorePath> nvram,
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
                config.text("firmware").orElse("").equals("efi"),
                nvram(config),
                hardware.map(DeviceReader::bound).orElse(List.of()));
    }

    /// The option names a file beside the VM's own.
    private static Optional<DatastorePath> nvram(XmlNode config) {
        Optional<String> name =
                config.all("extraConfig")
                        .filter(option -> option.text("key").orElse("").equals("nvram"))
                        .flatMap(option -> option.text("value").stream())
                        .findFirst();
        Optional<String> vmx = config.child("files").flatMap(files -> files.text("vmPathName"));
        try {
            return name.isEmpty()
                    ? Optional.empty()
                    : vmx.map(path -> DatastorePath.parse(path).sibling(name.get()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String lower(XmlNode config, String name) {
        return config.text(name).orElse("").toLowerCase(Locale.ROOT);
    }
}
