package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.repository.GuestVm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @Test
    void idsAre16CharactersOfBase32AndDiffer() {
        Random random = new Random(7);
        Set<PointId> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            PointId id = PointId.random(random);
            assertThat(id.value()).matches("[a-z2-7]{16}");
            ids.add(id);
        }
        assertThat(ids).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "ABCDEFGHABCDEFGH",
                "../../etc/passwd",
                "abcdefgh1bcdefgh",
                "abcdefghabcdefgh2"
            })
    void refusesOtherIds(String value) {
        assertThatThrownBy(() -> new PointId(value)).hasMessageContaining("'" + value + "'");
    }

    @Test
    void theFolderOfAVmIsItsUuidAndTheBeginningOfItsSources() {
        VmIdentity vm =
                new VmIdentity(
                        "50331234-AAAA-bbbb-cccc-0123456789ab", GuestVm.VCENTER, "ü/%2f", "vm-1");
        assertThat(vm.folderName()).isEqualTo("50331234-aaaa-bbbb-cccc-0123456789ab-c0ffee00");
        assertThat(VmFolder.of(Path.of("/r"), vm).path())
                .isEqualTo(Path.of("/r/vms/50331234-aaaa-bbbb-cccc-0123456789ab-c0ffee00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../../../../../../../../../../../../x",
                "50331234-aaaa-bbbb-cccc-0123456789a/",
                "50331234aaaabbbbcccc0123456789ab",
                "50331234-aaaa-bbbb-cccc-0123456789ab\n"
            })
    void refusesUuidsThatCouldBePaths(String uuid) {
        assertThatThrownBy(() -> new VmIdentity(uuid, GuestVm.VCENTER, "vm", "vm-1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VmIdentity(GuestVm.VCENTER, uuid, "vm", "vm-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointFoldersCarryTheTimeInUtcAndTheId() {
        PointId id = new PointId("abcdefghijklmn27");
        PointFolderName name = PointFolderName.of(Instant.parse("2026-01-31T23:59:59.9Z"), id);
        assertThat(name).hasToString("20260131T235959Z-abcdefghijklmn27");
        assertThat(PointFolderName.parse(name.toString())).contains(name);
        assertThat(PointFolderName.parse(".draft-abcdefghijklmn27")).isEmpty();
        assertThat(PointFolderName.parse("20260131T235959Z-abcdefghijklmn27.old")).isEmpty();
        assertThat(PointFolderName.parseDraft(".draft-abcdefghijklmn27")).contains(id);
        assertThat(PointFolderName.parseDraft(".draft-abcdefghijklmn27.lock")).isEmpty();
    }
}
