package io.sendense.engine.repository;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.ChangeMark;
import io.sendense.engine.repository.point.ConsistencyLevel;
import io.sendense.engine.repository.point.DiskFacts;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.repository.point.DraftDiskRequest;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.ParentLayer;
import io.sendense.engine.repository.point.PointFacts;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.point.VmIdentity;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.source.change.ChangeId;
import io.sendense.engine.source.change.FullReason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A VM with disks in memory, and the least a run does to back it up.
public final class GuestVm {
    public static final String VCENTER = "c0ffee00-1111-2222-3333-444455556666";
    public static final String INSTANCE = "50331234-aaaa-bbbb-cccc-0123456789ab";
    public static final Instant BEGIN = Instant.parse("2026-01-31T23:00:00Z");

    private final List<GuestDisk> disks = new ArrayList<>();
    private final VmIdentity identity;
    private Instant now = BEGIN;
    private long run;
    private Optional<LayerPacking> packing = Optional.empty();

    public GuestVm(String instanceUuid, String name) {
        identity = new VmIdentity(instanceUuid, VCENTER, name, "vm-42");
    }

    public GuestVm() {
        this(INSTANCE, "pgtest1");
    }

    public VmIdentity identity() {
        return identity;
    }

    public GuestDisk disk(int key, long capacityBytes) {
        GuestDisk disk = new GuestDisk(key, uuid(key), capacityBytes);
        disks.add(disk);
        return disk;
    }

    static String uuid(int key) {
        return "6000c290-0000-0000-0000-%012d".formatted(key);
    }

    /// Sets the clock of the machine that makes the points.
    public void clock(Instant instant) {
        now = instant;
    }

    /// How the layers are stored from now on.
    public void packing(Optional<LayerPacking> how) {
        packing = how;
    }

    /// Incremental where there is a parent, full where not.
    public RestorePoint backup(Repository repository)
            throws EngineException, IOException, InterruptedException {
        Optional<RestorePoint> parent = repository.latest(identity);
        return backup(repository, parent);
    }

    public RestorePoint backupFull(Repository repository)
            throws EngineException, IOException, InterruptedException {
        return backup(repository, Optional.empty());
    }

    /// A point with one small empty disk.
    public RestorePoint backupEmpty(Repository repository)
            throws EngineException, IOException, InterruptedException {
        GuestVm empty = new GuestVm(identity.instanceUuid(), identity.name());
        empty.disk(2000, 1 << 20);
        return empty.backupFull(repository);
    }

    public RestorePoint backup(Repository repository, Optional<RestorePoint> parent)
            throws EngineException, IOException, InterruptedException {
        try (RestorePointDraft draft = repository.draft(identity, now)) {
            store(draft, parent);
            RestorePoint point = draft.publish(facts(++run));
            disks.forEach(GuestDisk::stored);
            now = now.plusSeconds(3600);
            return point;
        }
    }

    /// Everything up to publishing.
    public void store(RestorePointDraft draft, Optional<RestorePoint> parent)
            throws EngineException, IOException, InterruptedException {
        draft.configuration(
                "<config xmlns='urn:vim25'><name>" + identity.name() + "</name></config>");
        draft.nvram(new byte[] {1, 2, 3});
        for (GuestDisk guest : disks) {
            Optional<PointLayer> below = parent.flatMap(p -> parentOf(p, guest).layer());
            try (DraftDisk disk = draft.disk(request(guest, below), packing)) {
                ChangeMark change = ChangeMark.at(new ChangeId("52 4d 7a/" + (run + 1)));
                if (below.isPresent()) {
                    guest.storeChanges(disk);
                    disk.seal(DiskFacts.incremental(change));
                } else {
                    guest.storeFull(disk);
                    disk.seal(DiskFacts.full(FullReason.FIRST_POINT, change));
                }
            }
        }
    }

    private ParentLayer parentOf(RestorePoint point, GuestDisk guest) {
        return point.parentLayerFor(
                guest.identity(),
                guest.content().size(),
                disks.stream().map(GuestDisk::identity).toList());
    }

    public static DraftDiskRequest request(GuestDisk guest, Optional<PointLayer> parent) {
        return new DraftDiskRequest(
                guest.key(),
                "Hard disk " + (guest.key() - 1999),
                "SCSI 0",
                guest.key() - 2000,
                guest.content().size(),
                guest.identity().backingUuid(),
                parent);
    }

    public static PointFacts facts(long run) {
        return new PointFacts(
                ConsistencyLevel.CRASH,
                run,
                new ProgramVersion("0.1.0-test", "abc1234"),
                List.of(),
                List.of(),
                List.of());
    }
}
