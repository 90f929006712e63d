package io.sendense.engine.lab.machine;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes the text of a VM's `.vmx` file.
final class VmxFile {
    private VmxFile() {}

    static byte[] of(ConfigView view) {
        var settings = new LinkedHashMap<String, String>();
        MachineDefinition definition = view.definition();
        settings.put(".encoding", "UTF-8");
        settings.put("config.version", "8");
        settings.put("virtualHW.version", view.hardware().version().replace("vmx-", ""));
        settings.put("displayName", definition.name());
        settings.put("guestOS", definition.guest().guestId().replace("Guest", ""));
        settings.put("memSize", Integer.toString(view.hardware().memoryMb()));
        settings.put("numvcpus", Integer.toString(view.hardware().cpus()));
        settings.put("uuid.bios", spaced(definition.biosUuid().toString()));
        settings.put("vc.uuid", spaced(definition.instanceUuid().toString()));
        settings.put("nvram", view.files().nvram());
        if (view.hardware().firmware().efi()) {
            settings.put("firmware", "efi");
        }
        if (view.hardware().firmware().secureBoot()) {
            settings.put("uefi.secureBoot.enabled", "TRUE");
        }
        if (view.hardware().firmware().tpm()) {
            settings.put("vtpm.present", "TRUE");
        }
        addControllers(settings, view);
        addDisks(settings, view);
        settings.put("ethernet0.present", "TRUE");
        settings.put("ethernet0.virtualDev", "vmxnet3");
        settings.put("ethernet0.networkName", view.placement().site().network().name());
        settings.put("ethernet0.address", DeviceList.macAddress(definition));
        return text(settings).getBytes(StandardCharsets.UTF_8);
    }

    /// What the file calls a disk's slot, such as `scsi0:1`.
    static String slot(DiskDevice disk) {
        return adapter(disk.controller()) + ":" + disk.unit();
    }

    private static String adapter(ControllerDevice controller) {
        return controller.kind().vmxName() + controller.bus();
    }

    private static void addControllers(Map<String, String> settings, ConfigView view) {
        for (ControllerDevice controller : view.hardware().controllers()) {
            settings.put(adapter(controller) + ".present", "TRUE");
            if (!controller.kind().vmxDevice().isEmpty()) {
                settings.put(adapter(controller) + ".virtualDev", controller.kind().vmxDevice());
            }
            if (controller.sharedBus()) {
                settings.put(adapter(controller) + ".sharedBus", "physical");
            }
        }
    }

    private static void addDisks(Map<String, String> settings, ConfigView view) {
        for (DiskDevice disk : view.hardware().disks()) {
            int head = view.chainOf(disk).getLast();
            settings.put(slot(disk) + ".present", "TRUE");
            settings.put(slot(disk) + ".fileName", view.files().descriptor(disk.number(), head));
            settings.put(slot(disk) + ".deviceType", "disk");
            if (!disk.backing().inSnapshots()) {
                settings.put(slot(disk) + ".mode", "independent-persistent");
            }
            if (view.moment().changeTracking()) {
                settings.put(slot(disk) + ".ctkEnabled", "TRUE");
            }
        }
        if (view.moment().changeTracking()) {
            settings.put("ctkEnabled", "TRUE");
        }
    }

    private static String spaced(String uuid) {
        String digits = uuid.replace("-", "");
        var text = new StringBuilder();
        for (int index = 0; index < digits.length(); index += 2) {
            if (index > 0) {
                text.append(index == 16 ? '-' : ' ');
            }
            text.append(digits, index, index + 2);
        }
        return text.toString();
    }

    private static String text(Map<String, String> settings) {
        var text = new StringBuilder();
        settings.forEach((key, value) ->
                text.append(key)
                        .append(" = \"")
                        .append(value.replace("|", "|7C").replace("\"", "|22"))
                        .append("\"\n"));
        return text.toString();
    }
}
