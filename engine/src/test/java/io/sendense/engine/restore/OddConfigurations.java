package io.sendense.engine.restore;

import static io.sendense.engine.restore.ConfigDocument.backed;
import static io.sendense.engine.restore.ConfigDocument.device;
import static io.sendense.engine.restore.ConfigDocument.disk;
import static io.sendense.engine.restore.ConfigDocument.of;
import static io.sendense.engine.restore.ConfigDocument.option;
import static io.sendense.engine.restore.ConfigDocument.plain;
import static io.sendense.engine.restore.ConfigDocument.setting;

import io.sendense.engine.concern.ConcernRule;
import java.util.EnumMap;
import java.util.Map;

/// What makes a VM odd, a configuration for each rule. Stateless.
public final class OddConfigurations {
    private OddConfigurations() {}

    /// For each rule that is told before a backup, the plain VM with what provokes this one alone.
    public static Map<ConcernRule, String> all() {
        Map<ConcernRule, String> odd = new EnumMap<>(ConcernRule.class);
        settings(odd);
        disks(odd);
        devices(odd);
        return odd;
    }

    private static void settings(Map<ConcernRule, String> odd) {
        odd.put(
                ConcernRule.VM_ENCRYPTED,
                of("<keyId><keyId>k</keyId><providerId><id>p</id></providerId></keyId>", ""));
        odd.put(
                ConcernRule.BOOT_SETTINGS_LOST,
                plain().replace("<key>nvram<", "<key>disk.locking<"));
        odd.put(
                ConcernRule.RESERVATION_RELEASED,
                plain().replaceFirst(
                                "(?s)<memoryAllocation><reservation>0",
                                "<memoryAllocation><reservation>2048"));
        odd.put(
                ConcernRule.AFFINITY_RELEASED,
                of(
                        setting(
                                "cpuAffinity",
                                setting("affinitySet", "2") + setting("affinitySet", "3")),
                        ""));
        odd.put(
                ConcernRule.LATENCY_USUAL,
                of(setting("latencySensitivity", setting("level", "high")), ""));
        odd.put(
                ConcernRule.FILES_MOVED,
                plain().replace(
                                "<snapshotDirectory>[ds] db/",
                                "<snapshotDirectory>[big] redo/db/"));
        odd.put(
                ConcernRule.VAPP_LEFT,
                of(
                        "<vAppConfig xsi:type=\"VmConfigInfo\"><property><key>0</key><id>ip</id>"
                                + "<value>192.0.2.1</value></property></vAppConfig>",
                        ""));
        odd.put(
                ConcernRule.OWNER_REMOVED,
                of(setting("managedBy", setting("extensionKey", "com.vmware.vim.eam")), ""));
        odd.put(
                ConcernRule.REPLICATION_REMOVED,
                of(
                        setting(
                                "repConfig",
                                setting("vmReplicationId", "r") + setting("rpo", "60")),
                        ""));
        odd.put(
                ConcernRule.WWN_REMOVED,
                of(setting("npivNodeWorldWideName", "2882303761517117440"), ""));
        odd.put(
                ConcernRule.OPTIONS_BOUND,
                of(
                        option("ethernet0.filter4.name", "nsx-secret")
                                + option("sched.cpu.affinity", "2,3"),
                        ""));
    }

    private static void disks(Map<ConcernRule, String> odd) {
        odd.put(
                ConcernRule.DISK_INDEPENDENT,
                of("", disk(2001, "<diskMode>independent_persistent</diskMode>", "")));
        odd.put(ConcernRule.DISK_RAW_PHYSICAL, of("", raw("physicalMode")));
        odd.put(ConcernRule.DISK_RAW_VIRTUAL, of("", raw("virtualMode")));
        odd.put(
                ConcernRule.DISK_SHARED,
                of("", disk(2001, "<sharing>sharingMultiWriter</sharing>", "")));
        odd.put(
                ConcernRule.DISK_FILTERED,
                of("", disk(2001, "", "<iofilter>VMW_spm_1.0.0</iofilter>")));
        odd.put(
                ConcernRule.DISK_FIRST_CLASS,
                of("", disk(2001, "", "<vDiskId><id>b7a9</id></vDiskId>")));
        odd.put(
                ConcernRule.BUS_UNSHARED,
                of(
                        "",
                        device(
                                "VirtualLsiLogicSASController",
                                1001,
                                "SCSI controller 1",
                                "<busNumber>1</busNumber><sharedBus>physicalSharing</sharedBus>")));
    }

    private static String raw(String mode) {
        return disk(
                2001,
                1000,
                "VirtualDiskRawDiskMappingVer1BackingInfo",
                setting("compatibilityMode", mode) + setting("lunUuid", "0200"),
                "");
    }

    private static void devices(Map<ConcernRule, String> odd) {
        odd.put(
                ConcernRule.DEVICE_SRIOV,
                of(
                        "",
                        backed(
                                "VirtualSriovEthernetCard",
                                4001,
                                "Network adapter 2",
                                "VirtualEthernetCardNetworkBackingInfo",
                                "<deviceName>VM Network</deviceName>")));
        odd.put(ConcernRule.DEVICE_TPM, of("", device("VirtualTPM", 11000, "Virtual TPM", "")));
        odd.put(
                ConcernRule.DEVICE_NVDIMM,
                of(
                        "",
                        backed(
                                "VirtualNVDIMM",
                                30000,
                                "NVDIMM 1",
                                "VirtualNVDIMMBackingInfo",
                                "<fileName>[pmem] db/db.vmdk</fileName>")));
        odd.put(
                ConcernRule.DEVICE_PASSTHROUGH,
                of(
                        "",
                        backed(
                                "VirtualPCIPassthrough",
                                13000,
                                "PCI device 0",
                                "VirtualPCIPassthroughDeviceBackingInfo",
                                "<id>0000:3b:00.0</id>")));
        odd.put(
                ConcernRule.DEVICE_VGPU,
                of(
                        "",
                        backed(
                                "VirtualPCIPassthrough",
                                13000,
                                "PCI device 0",
                                "VirtualPCIPassthroughVmiopBackingInfo",
                                "<vgpu>grid_v100-4q</vgpu>")));
        odd.put(
                ConcernRule.DEVICE_USB,
                of(
                        "",
                        backed(
                                "VirtualUSB",
                                10000,
                                "USB 1",
                                "VirtualUSBUSBBackingInfo",
                                "<deviceName>path:1/0/2</deviceName>")));
        odd.put(
                ConcernRule.DEVICE_PORT,
                of(
                        "",
                        backed(
                                "VirtualSerialPort",
                                9000,
                                "Serial port 1",
                                "VirtualSerialPortFileBackingInfo",
                                "<fileName>[ds] db/serial.txt</fileName>")));
        odd.put(
                ConcernRule.DEVICE_IMAGE,
                of(
                        "",
                        backed(
                                "VirtualCdrom",
                                3001,
                                "CD/DVD drive 2",
                                "VirtualCdromIsoBackingInfo",
                                "<fileName>[iso] ubuntu.iso</fileName>")));
        odd.put(
                ConcernRule.DEVICE_HOST_DRIVE,
                of(
                        "",
                        backed(
                                "VirtualCdrom",
                                3001,
                                "CD/DVD drive 2",
                                "VirtualCdromAtapiBackingInfo",
                                "<deviceName>/vmfs/devices/cdrom/mpx</deviceName>")));
        odd.put(
                ConcernRule.DEVICE_UNKNOWN,
                of("", device("VirtualQuantumCard", 15500, "Quantum card 1", "")));
    }
}
