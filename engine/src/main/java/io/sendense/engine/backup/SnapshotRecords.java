package io.sendense.engine.backup;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.HeldSnapshotRow;
import io.sendense.engine.home.HeldIntent;
import io.sendense.engine.home.HeldIntents;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which snapshots are held, in the catalog and as fsynced files under `home/held`: either alone is
/// enough to find them again. Thread-safe.
public final class SnapshotRecords {
    private static final String NAME_PREFIX = "sendense-";
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_CHARACTERS = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRecords.class);
    private static final String KIND = "snapshot";

    private final Catalog catalog;
    private final HeldIntents files;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public SnapshotRecords(Catalog catalog, HeldIntents files, InstantSource clock) {
        this.catalog = catalog;
        this.files = files;
        this.clock = clock;
    }

    /// A recorded wish to take a snapshot.
    ///
    /// @param snapshotName unique: it holds 80 random bits
    record Intent(long record, String snapshotName) {}

    /// A snapshot that is recorded as held, or as asked for.
    ///
    /// @param record its row in the catalog; absent where the catalog that had it is lost
    /// @param snapshot its id; absent where nobody knows whether it was taken
    /// @param asked when it was about to be asked for; long ago where nobody knows
    record Held(
            Optional<Long> record,
            RunId run,
            String vcenter,
            ObjectId vm,
            String name,
            Optional<ObjectId> snapshot,
            Instant asked) {}

    /// All that is recorded, in the catalog or in files alone.
    List<Held> all() {
        Map<String, HeldIntent> intents = intents();
        List<Held> all = new ArrayList<>();
        for (HeldSnapshotRow row : catalog.heldSnapshots().held()) {
            Optional<HeldIntent> intent = Optional.ofNullable(intents.remove(row.snapshotName()));
            all.add(
                    new Held(
                            Optional.of(row.id()),
                            row.run(),
                            row.vcenter(),
                            new ObjectId(row.vmMoref()),
                            row.snapshotName(),
                            row.snapshotMoref().map(ObjectId::new),
                            intent.map(HeldIntent::asked).orElse(Instant.EPOCH)));
        }
        for (HeldIntent intent : intents.values()) {
            all.add(
                    new Held(
                            Optional.empty(),
                            new RunId(intent.run()),
                            intent.vcenter(),
                            new ObjectId(intent.vm()),
                            intent.name(),
                            Optional.empty(),
                            intent.asked()));
        }
        return all;
    }

    /// By name. Where they cannot be read the catalog's rows have to do.
    private Map<String, HeldIntent> intents() {
        Map<String, HeldIntent> intents = new LinkedHashMap<>();
        try {
            for (HeldIntent intent : files.list()) {
                if (intent.kind().equals(KIND)) {
                    intents.put(intent.name(), intent);
                }
            }
        } catch (EngineException e) {
            LOG.warn("the files of what is held cannot be read", e);
        }
        return intents;
    }

    /// Records durably that a snapshot is about to be asked for.
    Intent intend(RunId run, String vcenter, ObjectId vm, String vmUuid) throws EngineException {
        String name = NAME_PREFIX + run + "-" + randomText();
        long record = catalog.heldSnapshots().intend(run, vcenter, vm.value(), vmUuid, name);
        files.record(
                HeldIntent.snapshot(
                        record, run.value(), vcenter, vm.value(), name, clock.instant()));
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
    void released(Intent intent) throws EngineException {
        catalog.heldSnapshots().released(intent.record());
        files.remove(KIND, intent.snapshotName());
    }

    /// Records that it is gone.
    void released(Held held) throws EngineException {
        held.record().ifPresent(catalog.heldSnapshots()::released);
        files.remove(KIND, held.name());
    }
}
