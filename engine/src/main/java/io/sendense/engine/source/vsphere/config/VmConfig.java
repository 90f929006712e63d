package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// What a backup needs to know of a VM's configuration. Immutable.
///
/// @param uuid the BIOS uuid, lower case
/// @param version for instance `vmx-19`
/// @param disks every virtual disk, in the order of the devices
/// @param efi whether it boots by EFI, and not by a BIOS
/// @param nvram the file of its non-volatile memory, if it names one
public record VmConfig(
        String uuid,
        String instanceUuid,
        boolean template,
        String version,
        Optional<String> guest,
        boolean changeTracking,
        List<VirtualDisk> disks,
        boolean efi,
        Optional<DatastorePath> nvram) {
    public VmConfig {
        disks = List.copyOf(disks);
    }

    /// Reads the XML of a `VirtualMachineConfigInfo`.
    ///
    /// @throws XMLStreamException it is not well-formed, or a disk in it lacks what a disk must
    ///   have
    public static VmConfig parse(String xml) throws XMLStreamException {
        return of(XmlNode.parse(xml));
    }

    /// The same of an element that was read.
    ///
    /// @throws XMLStreamException a disk in it lacks what a disk must have
    public static VmConfig of(XmlNode config) throws XMLStreamException {
        Optional<XmlNode> hardware = config.child("hardware");
        return new VmConfig(
                lower(config, "uuid"),
                lower(config, "instanceUuid"),
                config.flag("template"),
                config.text("version").orElse(""),
                config.text("guestFullName"),
                config.flag("changeTrackingEnabled"),
                hardware.isEmpty() ? List.of() : DiskReader.disks(hardware.get()),
                config.text("firmware").orElse("").equals("efi"),
                nvram(config));
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
