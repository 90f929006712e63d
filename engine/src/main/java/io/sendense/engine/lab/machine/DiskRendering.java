package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.machine.ConfigMoment.DiskMoment;
import io.sendense.engine.lab.model.Allocation;
import io.sendense.engine.lab.soap.ApiVersion;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Structure;
import java.util.List;
import java.util.Locale;

/// Renders one `VirtualDisk` with the chain of files behind it.
final class DiskRendering {
    private DiskRendering() {}

    static Structure of(ConfigView view, DiskDevice disk) {
        DiskMoment moment = view.moment().disk(disk.key());
        long kib = moment.capacityBytes() >> 10;
        return DeviceList.device(
                        "VirtualDisk",
                        disk.key(),
                        disk.label(),
                        String.format(Locale.ROOT, "%,d KB", kib))
                .with("backing", backing(view, disk, moment))
                .with("controllerKey", disk.controller().key())
                .with("unitNumber", disk.unit())
                .with("capacityInKB", kib)
                .with("capacityInBytes", moment.capacityBytes())
                .with("shares", Allocation.shares(1000))
                .with(
                        "storageIOAllocation",
                        Structure.of("StorageIOAllocationInfo")
                                .with("limit", -1L)
                                .with("shares", Allocation.shares(1000))
                                .with("reservation", 0))
                .with(
                        "diskObjectId",
                        view.definition().instanceUuid().getLeastSignificantBits()
                                + "-"
                                + disk.key())
                .since(ApiVersion.V6_7, "nativeUnmanagedLinkedClone", Scalar.of(false))
                .since(ApiVersion.V7_0, "virtualDiskFormat", Scalar.of("native_512"))
                .build();
    }

    private static Structure backing(ConfigView view, DiskDevice disk, DiskMoment moment) {
        return switch (disk.backing()) {
            case THIN, THICK, INDEPENDENT, MULTI_WRITER ->
                    flat(view, disk, moment, view.chainOf(disk), true);
            case RAW_DEVICE -> rawDevice(view, disk, moment);
        };
    }

    /// @param head whether it is the file the configuration names, which alone has a change ID
    private static Structure flat(
            ConfigView view,
            DiskDevice disk,
            DiskMoment moment,
            List<Integer> chain,
            boolean head) {
        int delta = chain.getLast();
        Structure.Composer backing =
                Structure.of("VirtualDiskFlatVer2BackingInfo")
                        .with("fileName", fileName(view, disk, delta))
                        .with("datastore", view.placement().site().datastore().reference())
                        .with("backingObjectId", "")
                        .with("diskMode", disk.backing().diskMode())
                        .with("split", false)
                        .with("writeThrough", false)
                        .with("thinProvisioned", disk.backing() != Backing.THICK)
                        .with("uuid", moment.uuid())
                        .with("contentId", ContentId.of(moment, delta));
        if (head) {
            backing.maybe("changeId", moment.changeId().map(Scalar::of));
        }
        boolean redoLog = chain.size() > 1;
        if (redoLog) {
            backing.with(
                            "parent",
                            flat(view, disk, moment, chain.subList(0, chain.size() - 1), false))
                    .with("deltaDiskFormat", view.redoFormat(disk).deltaDiskFormat());
        }
        backing.with("digestEnabled", false);
        if (redoLog) {
            backing.with("deltaGrainSize", view.redoFormat(disk).grainSectors());
        }
        boolean shared = disk.backing() == Backing.MULTI_WRITER;
        return backing.with("sharing", shared ? "sharingMultiWriter" : "sharingNone").build();
    }

    private static Structure rawDevice(ConfigView view, DiskDevice disk, DiskMoment moment) {
        return Structure.of("VirtualDiskRawDiskMappingVer1BackingInfo")
                .with("fileName", fileName(view, disk, 0))
                .with("datastore", view.placement().site().datastore().reference())
                .with("lunUuid", "0200000000" + moment.uuid().replace("-", ""))
                .with("deviceName", "vml.0200000000" + moment.uuid().replace("-", ""))
                .with("compatibilityMode", "physicalMode")
                .with("diskMode", disk.backing().diskMode())
                .with("uuid", moment.uuid())
                .with("sharing", "sharingNone")
                .build();
    }

    private static String fileName(ConfigView view, DiskDevice disk, int delta) {
        return view.files().path(view.files().descriptor(disk.number(), delta));
    }
}
