package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.machine.ConfigMoment.DiskMoment;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The content ids that bind a redo log to its parent.
final class ContentId {
    private ContentId() {}

    /// 32 hexadecimal digits for one file of a disk's chain.
    static String of(DiskMoment disk, int delta) {
        byte[] name = (disk.uuid() + "/" + delta).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
    }

    /// The short form that descriptors carry: the last eight digits.
    static String shortOf(DiskMoment disk, int delta) {
        return of(disk, delta).substring(24);
    }
}
