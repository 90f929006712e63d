package io.sendense.engine.preflight;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.source.inventory.ExclusionReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Each disk that a snapshot freezes: whether its bytes can be had, whether it can be told from the
/// others. What is left out is told by the plan of a restore. Stateless.
final class DiskRules {
    private DiskRules() {}

    static void check(Facts facts, Consumer<Concern> found) {
        List<VirtualDisk> disks = facts.vm().disks();
        boolean any = false;
        for (VirtualDisk disk : disks) {
            if (ExclusionReason.of(disk).isEmpty()) {
                any = true;
                checkReadable(disk, facts.condition().datastores(), found);
            }
        }
        if (!any) {
            found.accept(Concern.of(ConcernRule.DISKS_NONE));
        }
        checkIdentities(disks, found);
    }

    private static void checkReadable(
            VirtualDisk disk, List<DatastoreCondition> datastores, Consumer<Concern> found) {
        if (disk.backingUuid().isEmpty()) {
            found.accept(about(ConcernRule.DISK_WITHOUT_UUID, disk));
        }
        if (disk.parentFiles() > 0) {
            found.accept(
                    about(ConcernRule.DISK_HAS_REDO_LOG, disk)
                            .withCount("count", disk.parentFiles()));
        }
        for (DatastoreCondition datastore : datastores) {
            if (datastore.name().equals(disk.file().datastore())) {
                switch (datastore.type().toLowerCase(Locale.ROOT)) {
                    case "vsan" ->
                            found.accept(
                                    about(ConcernRule.DISK_ON_VSAN, disk)
                                            .with("datastore", datastore.name()));
                    case "vvol" ->
                            found.accept(
                                    about(ConcernRule.DISK_ON_VVOL, disk)
                                            .with("datastore", datastore.name()));
                    default -> {}
                }
            }
        }
    }

    private static void checkIdentities(List<VirtualDisk> disks, Consumer<Concern> found) {
        Map<Integer, VirtualDisk> keys = new HashMap<>();
        Map<String, VirtualDisk> files = new HashMap<>();
        for (VirtualDisk disk : disks) {
            VirtualDisk sameKey = keys.putIfAbsent(disk.key(), disk);
            if (sameKey != null) {
                found.accept(twice(disk, sameKey, "the key " + disk.key()));
            }
            VirtualDisk sameFile = files.putIfAbsent(disk.file().toString(), disk);
            if (sameFile != null) {
                found.accept(twice(disk, sameFile, "the file " + disk.file()));
            }
        }
    }

    private static Concern twice(VirtualDisk disk, VirtualDisk other, String what) {
        return about(ConcernRule.DISK_IDENTITY_DOUBLE, disk)
                .with("other", other.label())
                .with("what", what);
    }

    private static Concern about(ConcernRule rule, VirtualDisk disk) {
        return Concern.of(rule).with("label", disk.label());
    }
}
