package io.sendense.engine.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.transfer.ZeroPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {
    private static final String PIN = "ab".repeat(32);

    /// With what a password might look like.
    private static final String REQUEST =
            """
            {"job_id": "run-12-disk-2000-1", "vm": "vm-42",
             "vcenter": {"url": "https://vc.example/sdk", "user": "backup@vsphere.local",
                         "password": "geheim-hunter2", "pin": "PIN"},
             "snapshot": "snapshot-7",
             "disks": [
               {"key": 2000, "backing_uuid": "6000c29a-1", "capacity": 1000448,
                "extents": [[65536, 65536], [131072, 65536], [983040, 17408]],
                "zeroes": "store", "target": "nbd://127.0.0.1:10100/run-12-disk-2000",
                "connections": 2, "baseline": "nbd://127.0.0.1:10100/base"},
               {"key": 2001, "backing_uuid": "6000c29a-2", "capacity": 1024,
                "extents": "full", "zeroes": "skip", "target": "nbd://127.0.0.1:10101/b"}],
             "limits": {"bytes_per_second": 1000000}}
            """
                    .replace("PIN", PIN);

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static EngineException refusal(String json) {
        EngineException refused =
                catchThrowableOfType(EngineException.class, () -> RequestJson.start(bytes(json)));
        assertThat(refused).as(json).isNotNull();
        assertThat(refused.problem().code()).isEqualTo(ProblemCode.REQUEST_INVALID);
        for (Throwable next = refused; next != null; next = next.getCause()) {
            assertThat(next.toString()).doesNotContain("hunter2");
        }
        return refused;
    }

    private static String why(String json) {
        return ProblemText.of(Language.ENGLISH)
                .render(refusal(json).problem())
                .why()
                .replaceAll("(?<=[0-9]),(?=[0-9])", "");
    }

    @Test
    void readsWhatARequestSays() throws EngineException {
        StartRequest request = RequestJson.start(bytes(REQUEST));
        assertThat(request.jobId().value()).isEqualTo("run-12-disk-2000-1");
        assertThat(request.vcenter().password().reveal()).isEqualTo("geheim-hunter2");
        assertThat(request.toString()).doesNotContain("hunter2");
        assertThat(request.limits().bytesPerSecond()).contains(1_000_000L);
        DiskOrder some = request.disks().getFirst();
        assertThat(some.plan())
                .isEqualTo(
                        ExtentList.union(
                                List.of(new Extent(65536, 131072), new Extent(983040, 17408))));
        assertThat(some.zeroes()).isEqualTo(ZeroPolicy.STORE);
        assertThat(some.connections()).isEqualTo(2);
        assertThat(some.baseline()).contains(NodeTarget.parse("nbd://127.0.0.1:10100/base"));
        DiskOrder all = request.disks().getLast();
        assertThat(all.plan()).isEqualTo(ExtentList.whole(1024));
        assertThat(all.target()).hasToString("nbd://127.0.0.1:10101/b");
        assertThat(all.connections()).isEqualTo(DiskOrder.USUAL_CONNECTIONS);
        request.close();
        assertThat(request.vcenter().password().reveal()).doesNotContain("hunter2");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws EngineException {
        StartRequest request = RequestJson.start(bytes(REQUEST));
        StartRequest again = RequestJson.start(RequestWriter.start(request));
        assertThat(again.disks()).isEqualTo(request.disks());
        assertThat(again.limits()).isEqualTo(request.limits());
        assertThat(again.vcenter().password().reveal()).isEqualTo("geheim-hunter2");
        assertThat(RequestWriter.digest(again)).isEqualTo(RequestWriter.digest(request));
        StartRequest other = RequestJson.start(bytes(REQUEST.replace("1000000", "1000001")));
        assertThat(RequestWriter.digest(other)).isNotEqualTo(RequestWriter.digest(request));
        StartRequest renewed = RequestJson.start(bytes(REQUEST.replace("hunter2", "hunter3")));
        assertThat(RequestWriter.digest(renewed)).isEqualTo(RequestWriter.digest(request));
    }

    /// Each replaces something that is right: what, by what, and what the refusal says of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "vm": "vm-42"               | "vm": 42                      | vm
                    "vm": "vm-42",              |                               | vm
                    "vm": "vm-42"               | "vm": null                    | vm
                    "vm": "vm-42"               | "vm": "vm-42", "vm": "vm-43"  | vm stands twice
                    "vm": "vm-42"               | "vm": ""                      | vm has 0 characters
                    "vm": "vm-42"               | "vm": "vm-42", "vn": 1        | no field vn
                    "key": 2000                 | "key": "2000"                 | disks[0].key
                    "key": 2000                 | "key": 2000.0                 | disks[0].key
                    "key": 2000                 | "key": 2e3                    | disks[0].key
                    "key": 2000                 | "key": 99999999999            | disks[0].key
                    "key": 2000                 | "key": -1                     | -1
                    "key": 2000                 | "key": true                   | disks[0].key
                    "key": 2000,                |                               | disks[0].key
                    "key": 2001                 | "key": 2000                   | 2000 stands twice
                    6000c29a-2                  | 6000c29a-1                    | 6000c29a-1
                    :10101/b                    | :10100/run-12-disk-2000       | the same target
                    "capacity": 1000448         | "capacity": 1000449           | 1000449
                    "capacity": 1000448         | "capacity": 0                 | 512
                    "capacity": 1000448         | "capacity": 1000960           | 65536
                    "capacity": 1000448         | "capacity": 999936            | 999936
                    "capacity": 1000448         | "capacity": 1E6               | disks[0].capacity
                    [65536, 65536]              | [65537, 65536]                | 65537
                    [65536, 65536]              | [65536, 65535]                | 65535
                    [65536, 65536]              | [65536, 65536, 1]             | disks[0].extents[0]
                    [65536, 65536]              | [65536]                       | disks[0].extents[0]
                    [65536, 65536]              | [65536, -65536]               | -65536
                    [65536, 65536]              | [65536, 0]                    | extents[0]
                    [65536, 65536]              | ["65536", 65536]              | disks[0].extents[0]
                    [65536, 65536]              | [65536, 9223372036854775807]  | 9223372036854775807
                    [65536, 65536]              | [65536, 9223372036854775808]  | disks[0].extents[0]
                    [65536, 65536]              | [65536, 131072]               | 131072
                    [65536, 65536]              | [196608, 65536]               | begins before
                    "extents": "full"           | "extents": "all"              | disks[1].extents
                    "extents": "full"           | "extents": {}                 | disks[1].extents
                    "extents": "full"           | "extents": [[0, 2048]]        | 1024
                    "zeroes": "skip"            | "zeroes": "SKIP"              | skip, store
                    "zeroes": "store"           | "zeroes": "skip"              | zeroes must be stored
                    "connections": 2            | "connections": 17             | 17
                    "connections": 2            | "connections": 0              | 0
                    "connections": 2            | "connections": "2"            | disks[0].connections
                    nbd://127.0.0.1:10101/b     | nbd://localhost:10101/b       | localhost
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.2:10101/b       | 127.0.0.2
                    nbd://127.0.0.1:10101/b     | nbd://10.0.0.1:10101/b        | 10.0.0.1
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.1@evil:101/b    | evil
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.1:0/b           | :0/b
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.1:65536/b       | 65536
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.1:10101/        | 10101
                    nbd://127.0.0.1:10101/b     | nbd://127.0.0.1:10101/../b    | ..
                    nbd://127.0.0.1:10101/b     | nbd+unix:///b?socket=/run/x   | nbd+unix
                    nbd://127.0.0.1:10101/b     | http://127.0.0.1:10101/b      | http
                    nbd://127.0.0.1:10100/base  | nbd://[::1]:10100/base        | ::1
                    , "target": "nbd://127.0.0.1:10101/b" |                     | 2001 has no target
                    "job_id": "run-12           | "job_id": "../run-12          | ../run-12
                    "job_id": "run-12           | "job_id": "a b                | job id
                    "job_id": "run-12-disk-2000-1" | "job_id": ""               | job id
                    https://vc.example/sdk      | http://vc.example/sdk         | https
                    https://vc.example/sdk      | https://u:p@vc.example/sdk    | password
                    https://vc.example/sdk      | https:///sdk                  | https
                    "pin": "ab                  | "pin": "xx                    | SHA-256
                    "password": "geheim-hunter2", |                             | vcenter.password
                    "password": "geheim-hunter2" | "password": ["hunter2"]      | vcenter.password
                    1000000                     | 0                             | bytes_per_second
                    "limits": {                 | "limits": {"x": 1,            | limits.x
                    {"job_id"                   | [{"job_id"                    | missing
                    {"job_id"                   | {"job_id                      | JSON
                    "snapshot": "snapshot-7"    | "snapshot": snapshot-7        | JSON
                    """)
    void refusesWhatItMustNotTake(String right, String wrong, String said) {
        assertThat(REQUEST).contains(right);
        String request = REQUEST.replace(right, wrong == null ? "" : wrong);
        assertThat(why(request)).as(request).contains(said);
    }

    @Test
    void refusesWhatIsNoObject() {
        for (String json : List.of("", "null", "[]", "7", "\"x\"", "{", REQUEST + "{}")) {
            assertThat(refusal(json)).isNotNull();
        }
        assertThat(why("{\"disks\":" + "[".repeat(2_000))).contains("disks");
        assertThat(why(REQUEST.replace("\"disks\": [", "\"disks\": [], \"diskz\": [")))
                .contains("diskz");
        String none = REQUEST.replaceAll("(?s)\"disks\": \\[.*\\],", "\"disks\": [],");
        assertThat(why(none)).contains("disks", "0", "1");
    }

    @Test
    void refusesALongTextByItsLength() {
        String request = REQUEST.replace("geheim-hunter2", "hunter2".repeat(200));
        assertThat(why(request)).contains("password", "1400", "1000");
    }
}
