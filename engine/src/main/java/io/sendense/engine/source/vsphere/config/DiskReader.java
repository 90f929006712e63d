package io.sendense.engine.source.vsphere.config;

import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads the disks among a VM's devices. Confined to one thread.
final class DiskReader {
    private static final String DISK = "VirtualDisk";
    private static final long MAX_KIBIBYTES = (1L << 53) - 1;
    private static final String MULTI_WRITER = "sharingMultiWriter";

    private final Map<Long, XmlNode> controllers = new HashMap<>();

    private DiskReader() {}

    /// @param hardware a `VirtualHardware`
    static List<VirtualDisk> disks(XmlNode hardware) throws XMLStreamException {
        DiskReader reader = new DiskReader();
        List<XmlNode> devices = hardware.all("device").toList();
        for (XmlNode device : devices) {
            Optional<Long> key = device.number("key");
            if (key.isPresent() && device.number("busNumber").isPresent()) {
                reader.controllers.put(key.get(), device);
            }
        }
        List<VirtualDisk> disks = new ArrayList<>();
        for (XmlNode device : devices) {
            if (device.type().equals(DISK)) {
                disks.add(reader.disk(device));
            }
        }
        return disks;
    }

    private VirtualDisk disk(XmlNode device) throws XMLStreamException {
        must(device.number("key"), "a disk has no key");
        int key = integer(device, "key");
        String name = "disk " + key;
        int controllerKey = integer(device, "controllerKey");
        XmlNode backing = must(device.child("backing"), name + " has no backing");
        XmlNode controller = controllers.get((long) controllerKey);
        return new VirtualDisk(
                key,
                device.child("deviceInfo").flatMap(info -> info.text("label")).orElse(name),
                controllerName(controller),
                controllerKey,
                integer(device, "unitNumber"),
                capacity(device, name),
                file(backing, name),
                kind(backing),
                mode(backing),
                backing.flag("thinProvisioned"),
                isShared(backing, controller),
                backing.text("uuid").map(uuid -> uuid.toLowerCase(Locale.ROOT)),
                changeId(backing),
                parents(backing));
    }

    private static <T> T must(Optional<T> found, String otherwise) throws XMLStreamException {
        return found.orElseThrow(() -> new XMLStreamException(otherwise));
    }

    /// A number of 32 bits; -1 if it is not there.
    private static int integer(XmlNode device, String name) throws XMLStreamException {
        long found = device.number(name).orElse(-1L);
        if (found != (int) found) {
            throw new XMLStreamException("a disk has " + name + " " + found + ", beyond 32 bits");
        }
        return (int) found;
    }

    private static long capacity(XmlNode device, String name) throws XMLStreamException {
        Optional<Long> bytes = device.number("capacityInBytes").filter(found -> found > 0);
        if (bytes.isPresent()) {
            return bytes.get();
        }
        long kibibytes = must(device.number("capacityInKB"), name + " has no capacity");
        if (kibibytes < 0 || kibibytes > MAX_KIBIBYTES) {
            throw new XMLStreamException(
                    name
                            + " has a capacity of "
                            + kibibytes
                            + " KiB, expected 0 to "
                            + MAX_KIBIBYTES);
        }
        return kibibytes * 1024;
    }

    /// Raw devices have a descriptor's name only, or none that is a file's.
    private static DatastorePath file(XmlNode backing, String name) throws XMLStreamException {
        Optional<String> text =
                backing.text("fileName").or(() -> backing.text("descriptorFileName"));
        if (text.isEmpty()) {
            return new DatastorePath("", name);
        }
        try {
            return DatastorePath.parse(text.get());
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException(name + ": " + e.getMessage(), e);
        }
    }

    private static DiskBacking kind(XmlNode backing) {
        return switch (backing.type()) {
            case "VirtualDiskFlatVer1BackingInfo", "VirtualDiskFlatVer2BackingInfo" ->
                    DiskBacking.FLAT;
            case "VirtualDiskSparseVer1BackingInfo",
                    "VirtualDiskSparseVer2BackingInfo",
                    "VirtualDiskSeSparseBackingInfo" ->
                    DiskBacking.SPARSE;
            case "VirtualDiskRawDiskMappingVer1BackingInfo" ->
                    backing.text("compatibilityMode").orElse("").equals("virtualMode")
                            ? DiskBacking.RAW_VIRTUAL
                            : DiskBacking.RAW_PHYSICAL;
            case "VirtualDiskRawDiskVer2BackingInfo",
                    "VirtualDiskPartitionedRawDiskVer2BackingInfo" ->
                    DiskBacking.RAW_PHYSICAL;
            default -> DiskBacking.UNKNOWN;
        };
    }

    private static DiskMode mode(XmlNode backing) {
        return switch (backing.text("diskMode").orElse("")) {
            case "persistent" -> DiskMode.PERSISTENT;
            case "independent_persistent" -> DiskMode.INDEPENDENT_PERSISTENT;
            case "independent_nonpersistent" -> DiskMode.INDEPENDENT_NONPERSISTENT;
            default -> DiskMode.OTHER;
        };
    }

    private static boolean isShared(XmlNode backing, @Nullable XmlNode controller) {
        String bus = controller == null ? "" : controller.text("sharedBus").orElse("");
        return backing.text("sharing").orElse("").equals(MULTI_WRITER)
                || bus.equals("physicalSharing")
                || bus.equals("virtualSharing");
    }

    /// An id of another form cannot be compared with, which is the same as none.
    private static Optional<ChangeId> changeId(XmlNode backing) {
        try {
            return backing.text("changeId").map(ChangeId::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int parents(XmlNode backing) {
        int count = 0;
        for (Optional<XmlNode> parent = backing.child("parent");
                parent.isPresent();
                parent = parent.get().child("parent")) {
            count++;
        }
        return count;
    }

    /// `SCSI 0`, `NVMe 1`: the bus and its number.
    private static String controllerName(@Nullable XmlNode controller) {
        if (controller == null) {
            return "";
        }
        return bus(controller.type()) + " " + controller.text("busNumber").orElse("0");
    }

    private static String bus(String type) {
        return switch (type) {
            case "ParaVirtualSCSIController",
                    "VirtualLsiLogicController",
                    "VirtualLsiLogicSASController",
                    "VirtualBusLogicController",
                    "VirtualSCSIController" ->
                    "SCSI";
            case "VirtualAHCIController", "VirtualSATAController" -> "SATA";
            case "VirtualNVMEController" -> "NVMe";
            case "VirtualIDEController" -> "IDE";
            default -> type.replaceFirst("^Virtual", "").replaceFirst("Controller$", "");
        };
    }
}
