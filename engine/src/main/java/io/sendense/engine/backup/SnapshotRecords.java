package io.sendense.engine.backup;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.home.HeldIntent;
import io.sendense.engine.home.HeldIntents;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import java.security.SecureRandom;

/// Which snapshots are held, in the catalog and as fsynced files under `home/held`: either alone is
/// enough to find them again. Thread-safe.
public final class SnapshotRecords {
    private static final String NAME_PREFIX = "sendense-";
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_CHARACTERS = 16;

    private final Catalog catalog;
    private final HeldIntents files;
    private final SecureRandom random = new SecureRandom();

    public SnapshotRecords(Catalog catalog, HeldIntents files) {
        this.catalog = catalog;
        this.files = files;
    }

    /// A recorded wish to take a snapshot.
    ///
    /// @param snapshotName unique: it holds 80 random bits
    record Intent(long record, String snapshotName) {}

    /// Records durably that a snapshot is about to be asked for.
    Intent intend(RunId run, String vcenter, ObjectId vm, String vmUuid) throws EngineException {
        String name = NAME_PREFIX + run + "-" + randomText();
        long record = catalog.heldSnapshots().intend(run, vcenter, vm.value(), vmUuid, name);
        files.record(HeldIntent.snapshot(record, run.value(), vcenter, vm.value(), name));
        return new Intent(record, name);
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            text.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return text.toString();
    }

    /// Records the id the server gave it.
    void hold(long record, ObjectId snapshot) {
        catalog.heldSnapshots().hold(record, snapshot.value());
    }

    /// Records that it is gone.
    void released(long record) throws EngineException {
        catalog.heldSnapshots().released(record);
        files.remove("snapshot", record);
    }
}
