package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.SoundRepository;
import io.sendense.engine.source.change.FullReason;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ParentLayerTest {
    private static final long CAPACITY = 1 << 20;
    private static final String A = "6000c290-0000-0000-0000-00000000000a";
    private static final String B = "6000c290-0000-0000-0000-00000000000b";

    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private RestorePoint point(DiskIdentity... disks) throws Exception {
        try (RestorePointDraft draft = sound.get().draft(new GuestVm().identity(), GuestVm.BEGIN)) {
            for (DiskIdentity identity : disks) {
                try (DraftDisk disk = draft.disk(request(identity))) {
                    disk.seal(
                            DiskFacts.full(
                                    FullReason.REQUESTED,
                                    ChangeMark.absent(FullReason.NO_CHANGE_ID)));
                }
            }
            return draft.publish(GuestVm.facts(1));
        }
    }

    private static DraftDiskRequest request(DiskIdentity disk) {
        return new DraftDiskRequest(
                disk.key(),
                "Hard disk",
                "SCSI 0",
                0,
                CAPACITY,
                disk.backingUuid(),
                Optional.empty());
    }

    private static DiskIdentity disk(int key, String uuid) {
        return new DiskIdentity(key, Optional.of(uuid));
    }

    private RestorePoint parent;

    @BeforeEach
    void makeParent() throws Exception {
        parent = point(disk(2000, A), disk(2001, B));
    }

    @Test
    void isFoundByUuidWhereverTheDiskWasMoved() {
        DiskIdentity moved = disk(16000, B.toUpperCase(java.util.Locale.ROOT));
        assertThat(key(parent.parentLayerFor(moved, CAPACITY, List.of(moved)))).isEqualTo(2001);
    }

    @Test
    void isNotFoundByKeyAlone() {
        DiskIdentity other = disk(2000, "6000c290-0000-0000-0000-00000000000c");
        DiskIdentity nameless = new DiskIdentity(2000, Optional.empty());
        for (DiskIdentity disk : List.of(other, nameless)) {
            assertThat(parent.parentLayerFor(disk, CAPACITY, List.of(disk)))
                    .isEqualTo(new ParentLayer.None(FullReason.FIRST_POINT));
        }
    }

    @Test
    void needsTheKeyTooWhereTheUuidOccursTwice() throws Exception {
        DiskIdentity same = disk(2000, A);
        DiskIdentity copy = disk(2005, A);
        List<DiskIdentity> now = List.of(same, copy);
        assertThat(key(parent.parentLayerFor(same, CAPACITY, now))).isEqualTo(2000);
        assertThat(parent.parentLayerFor(copy, CAPACITY, now))
                .isEqualTo(new ParentLayer.None(FullReason.FIRST_POINT));

        RestorePoint twice = point(disk(2000, A), disk(2001, A));
        DiskIdentity once = disk(2001, A);
        assertThat(key(twice.parentLayerFor(once, CAPACITY, List.of(once)))).isEqualTo(2001);
        DiskIdentity elsewhere = disk(2009, A);
        assertThat(twice.parentLayerFor(elsewhere, CAPACITY, List.of(elsewhere)))
                .isEqualTo(new ParentLayer.None(FullReason.FIRST_POINT));
    }

    @Test
    void isOfTheSameSize() {
        DiskIdentity grown = disk(2000, A);
        assertThat(parent.parentLayerFor(grown, 2 * CAPACITY, List.of(grown)))
                .isEqualTo(new ParentLayer.None(FullReason.RESIZED));
    }

    @Test
    void isNoLayerWhoseFileIsGone() throws Exception {
        sound.willBeDamaged();
        DiskIdentity disk = disk(2000, A);
        Files.delete(parent.layer(2000).file());
        assertThat(parent.parentLayerFor(disk, CAPACITY, List.of(disk)))
                .isEqualTo(new ParentLayer.None(FullReason.PARENT_UNUSABLE));
    }

    private static int key(ParentLayer layer) {
        return layer.layer().orElseThrow().key();
    }
}
