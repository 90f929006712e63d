package io.sendense.engine.lab.guest;

import io.sendense.engine.lab.storage.LabDisk;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes one record per step: to the leading disk, and then to the following one.
///
/// Goes on where the disks stand at the first step, as a database does after a power loss: a record
/// that only the leading disk has is written to the other one first.
public final class RecordWrites implements Activity {
    private final LabDisk following;
    private final LabDisk leading;

    private boolean recovered;
    private long followingStart;
    private long leadingStart;
    private long last;

    public RecordWrites(LabDisk following, LabDisk leading) {
        this.following = following;
        this.leading = leading;
    }

    @Override
    public void step() {
        if (!recovered) {
            recover();
            recovered = true;
        }
        last++;
        leading.write(leadingStart + RecordFormat.offset(last), RecordFormat.encoded(last));
        following.write(followingStart + RecordFormat.offset(last), RecordFormat.encoded(last));
    }

    private void recover() {
        try {
            followingStart = RecordLog.partition(following::read).offset();
            leadingStart = RecordLog.partition(leading::read).offset();
            last = RecordLog.read(leading::read).last();
            if (last > RecordLog.read(following::read).last()) {
                following.write(
                        followingStart + RecordFormat.offset(last), RecordFormat.encoded(last));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no record log to go on with", e);
        }
    }
}
