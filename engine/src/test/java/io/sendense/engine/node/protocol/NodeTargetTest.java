package io.sendense.engine.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.UnfitException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTargetTest {
    private static final String A = "nbd://127.0.0.1:10100/a";
    private static final String B = "nbd://127.0.0.1:10101/b";

    private static String request(String targets) {
        String disk =
                """
                {"key": %d, "backing_uuid": "u%d", "capacity": 512, "extents": "full",
                 "zeroes": "skip"}\
                """;
        return """
        {"job_id": "j", "vm": "vm-1", "snapshot": "snapshot-1",
         "vcenter": {"url": "https://vc/sdk", "user": "u", "password": "", "pin": "%s"},
         "disks": [%s, %s], "targets": "%s"}\
        """
                .formatted(
                        "00".repeat(32),
                        disk.formatted(2000, 2000),
                        disk.formatted(2016, 2016),
                        targets);
    }

    private static StartRequest read(String targets) throws EngineException {
        return RequestJson.start(request(targets).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ofTheOlderFormAreFoundByKey() throws EngineException {
        StartRequest request = read("2016:" + B + ",2000:" + A);
        assertThat(request.disks().getFirst().target()).hasToString(A);
        assertThat(request.disks().getLast().target()).hasToString(B);
    }

    @Test
    void mustBeThereOnceForEachDisk() {
        assertThatThrownBy(() -> read("2000:" + A)).hasMessageContaining("2016 has no target");
        assertThatThrownBy(() -> read("2000:" + A + ",2000:" + A + ",2016:" + B))
                .hasMessageContaining("2000 has two targets");
        assertThatThrownBy(() -> read("2000:" + A + ",2016:" + B + ",2017:" + B))
                .hasMessageContaining("disk 2017");
        assertThatThrownBy(() -> read("2000:" + A + ",2016:" + A))
                .hasMessageContaining("same target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "2000",
                "2000:",
                A,
                "0x7d0:" + A,
                "-1:" + A,
                "2000:" + A + ",",
                "2000 :" + A,
                "99999999999:" + A,
                "2000:nbd://example.org:10100/a"
            })
    void ofAnotherFormAreRefused(String targets) {
        assertThatThrownBy(() -> NodeTarget.parseAll(targets)).isInstanceOf(UnfitException.class);
    }
}
