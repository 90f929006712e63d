package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.soap.ApiVersion;

/// Disk controllers a VM may have, with the numbering vSphere gives their devices.
public enum ControllerKind {
    /// VMware's own SCSI controller.
    PVSCSI("ParaVirtualSCSIController", "VMware paravirtual SCSI", 1000, 2000, 16),
    /// The SCSI controller of older systems.
    LSI_LOGIC("VirtualLsiLogicController", "LSI Logic", 1000, 2000, 16),
    /// The SCSI controller clusters of Windows need.
    LSI_SAS("VirtualLsiLogicSASController", "LSI Logic SAS", 1000, 2000, 16),
    /// SATA.
    AHCI("VirtualAHCIController", "AHCI", 15_000, 16_000, 30),
    /// NVMe, since vSphere 6.5.
    NVME("VirtualNVMEController", "NVME Controller", 31_000, 32_000, 15);

    private final String type;
    private final String summary;
    private final int firstKey;
    private final int firstDiskKey;
    private final int slots;

    ControllerKind(String type, String summary, int firstKey, int firstDiskKey, int slots) {
        this.type = type;
        this.summary = summary;
        this.firstKey = firstKey;
        this.firstDiskKey = firstDiskKey;
        this.slots = slots;
    }

    /// The vSphere type.
    public String type() {
        return type;
    }

    /// What vSphere writes below its label.
    public String summary() {
        return summary;
    }

    /// Whether it speaks SCSI.
    public boolean scsi() {
        return firstKey == 1000;
    }

    /// Since when the type exists.
    public ApiVersion since() {
        return this == NVME ? ApiVersion.V6_5 : ApiVersion.V6_0;
    }

    /// The device key of the controller on a bus.
    public int key(int bus) {
        return firstKey + bus;
    }

    /// The device key of the disk in a slot of the controller on a bus.
    public int diskKey(int bus, int unit) {
        return firstDiskKey + bus * slots + unit;
    }

    /// How the `.vmx` file calls it.
    public String vmxName() {
        return switch (this) {
            case PVSCSI, LSI_LOGIC, LSI_SAS -> "scsi";
            case AHCI -> "sata";
            case NVME -> "nvme";
        };
    }

    /// How the `.vmx` file calls its make; empty for kinds with only one.
    public String vmxDevice() {
        return switch (this) {
            case PVSCSI -> "pvscsi";
            case LSI_LOGIC -> "lsilogic";
            case LSI_SAS -> "lsisas1068";
            case AHCI, NVME -> "";
        };
    }
}
