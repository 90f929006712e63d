package io.sendense.engine.lab.guest;

import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.MachineDisks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a VM does all day, told by what is on its disks.
///
/// A database server (a system and a data disk) writes a record in every step, and in every fourth
/// one rewrites part of a file as well. Any other VM takes its disks in turn: files are rewritten
/// where there are file systems, blocks changed and zeroed where there are none.
public final class TypicalGuest implements Activity {
    private static final int RECORDS_PER_REWRITE = 4;

    private final Optional<RecordWrites> records;
    private final List<Activity> turns;
    private long steps;

    /// @param seed of everything it does
    public TypicalGuest(MachineDisks disks, long seed) {
        this.records = records(disks);
        List<Activity> found = new ArrayList<>();
        for (LabDisk disk : disks.disks()) {
            found.add(activity(disk, seed + disk.key()));
        }
        this.turns = List.copyOf(found);
    }

    private static Optional<RecordWrites> records(MachineDisks disks) {
        Optional<LabDisk> system = first(disks, DiskContent.DATABASE_SYSTEM);
        Optional<LabDisk> data = first(disks, DiskContent.DATABASE_DATA);
        return system.flatMap(
                following -> data.map(leading -> new RecordWrites(following, leading)));
    }

    private static Optional<LabDisk> first(MachineDisks disks, DiskContent content) {
        return disks.disks().stream().filter(disk -> disk.content() == content).findFirst();
    }

    private static Activity activity(LabDisk disk, long seed) {
        return switch (disk.content()) {
            case EMPTY, PATTERN -> new BlockChanges(disk, seed);
            case DATABASE_SYSTEM, DATABASE_DATA, LINUX, WINDOWS, APPLIANCE ->
                    new FileRewrites(disk, seed);
        };
    }

    @Override
    public void step() {
        records.ifPresent(RecordWrites::step);
        if (!turns.isEmpty() && (records.isEmpty() || steps % RECORDS_PER_REWRITE == 0)) {
            long turn = records.isEmpty() ? steps : steps / RECORDS_PER_REWRITE;
            turns.get((int) (turn % turns.size())).step();
        }
        steps++;
    }
}
