package io.sendense.engine.repository.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a repository: what a vCenter, a manifest or a person gives becomes a folder or file only if
/// it has the one shape that it may have.
class HostileNamesTest {
    private static final String UUID = "50260000-0000-0000-0000-000000000001";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../../../etc/cron.d",
                "/etc/passwd",
                "50260000-0000-0000-0000-000000000001/..",
                "../50260000-0000-0000-0000-0000000000",
                "50260000-0000-0000-0000-00000000000\0",
                "aaaaaaaaaaaaaaa/",
                "..\\..\\x"
            })
    void areNoNames(String hostile) {
        assertThatThrownBy(() -> new VmIdentity(hostile, UUID, "vm", "vm-1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VmIdentity(UUID, hostile, "vm", "vm-1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PointId(hostile)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoredFile(hostile, 1, "0".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
        // A VM's own name is for people only.
        assertThat(new VmIdentity(UUID, UUID, hostile, hostile).folderName())
                .isEqualTo(UUID + "-50260000");
    }
}
