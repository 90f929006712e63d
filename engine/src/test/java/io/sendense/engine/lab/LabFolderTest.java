package io.sendense.engine.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.lab.LabCaller.Answer;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Files of the lab's datastores, and that snapshots really freeze them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabFolderTest {
    @TempDir static Path kept;

    private LabVCenter lab;

    @BeforeAll
    void start() throws IOException {
        lab =
                LabVCenter.start(
                        LabOptions.standard(InstantSource.system())
                                .withGuestSteps(0)
                                .withKeepFrozen(kept)
                                .withTaskTime(Duration.ZERO));
    }

    @AfterEach
    void forgetRules() {
        lab.faults().clear();
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void answersRangesExactly() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String path = "pgtest1/pgtest1_1-flat.vmdk";
        HttpResponse<byte[]> part =
                caller.fetch(caller.file("vmfs-ssd", path).header("Range", "bytes=512-1023"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range"))
                .contains("bytes 512-1023/5368709120");
        assertThat(new String(part.body(), 0, 8, StandardCharsets.US_ASCII))
                .as("the partition table's header")
                .isEqualTo("EFI PART");
        HttpResponse<byte[]> last =
                caller.fetch(caller.file("vmfs-ssd", path).header("Range", "bytes=-512"));
        assertThat(last.headers().firstValue("content-range"))
                .contains("bytes 5368708608-5368709119/5368709120");
        HttpResponse<byte[]> beyond =
                caller.fetch(caller.file("vmfs-ssd", path).header("Range", "bytes=5368709120-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        HttpResponse<byte[]> head =
                caller.fetch(
                        caller.file("vmfs-ssd", path)
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.headers().firstValue("content-length")).contains("5368709120");
        assertThat(caller.fetch(caller.file("vmfs-ssd", "pgtest1/none.vmdk")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void servesAFrozenDiskWhileTheGuestWrites() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("web%2fapi");
        var disk = lab.disks("web/api").disk(2000).orElseThrow();
        disk.write(1 << 20, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        String snapshot = caller.snapshot(machine, "frozen").first("result");
        disk.write(1 << 20, ByteBuffer.wrap(new byte[] {9, 9, 9, 9}));
        Answer backing =
                caller.property(
                        "VirtualMachineSnapshot:" + snapshot,
                        "config.hardware.device[2000].backing.fileName");
        assertThat(backing.first("val")).isEqualTo("[vmfs-ssd] web%2fapi/web%2fapi.vmdk");
        String flat = "web%2fapi/web%2fapi-flat.vmdk";
        assertThat(bytes(caller, flat)).containsExactly(1, 2, 3, 4);
        assertThat(text(caller, "web%2fapi/web%2fapi.vmdk"))
                .contains("createType=\"vmfs\"", "RW 2097152 VMFS \"web%2fapi-flat.vmdk\"");
        assertThat(text(caller, "web%2fapi/web%2fapi-000001.vmdk"))
                .contains("createType=\"seSparse\"", "parentFileNameHint=\"web%2fapi.vmdk\"");
        caller.remove(snapshot);
        assertThat(bytes(caller, flat)).as("merged").containsExactly(9, 9, 9, 9);
        Path raw = kept.resolve("web%2fapi").resolve(snapshot).resolve("disk-2000.raw");
        assertThat(Files.size(raw)).isEqualTo(1L << 30);
        try (var channel = Files.newByteChannel(raw)) {
            ByteBuffer found = ByteBuffer.allocate(4);
            channel.position(1 << 20).read(found);
            assertThat(found.array()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void bothSnapshotsKeepTheirFilesWhenTheOtherGoes() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("with-user-snapshot");
        String ours = caller.snapshot(machine, "ours").first("result");
        String fileName = "config.hardware.device[2000].backing.fileName";
        assertThat(caller.property("VirtualMachineSnapshot:" + ours, fileName).first("val"))
                .endsWith("/with-user-snapshot-000001.vmdk");
        assertThat(caller.property(machine, fileName).first("val"))
                .endsWith("/with-user-snapshot-000002.vmdk");
        Answer tree = caller.property(machine, "snapshot");
        assertThat(tree.text()).contains("childSnapshotList", "before the update", "ours");
        caller.remove(ours);
        assertThat(caller.property(machine, fileName).first("val"))
                .endsWith("/with-user-snapshot-000001.vmdk");
        assertThat(caller.property(machine, "snapshot").text())
                .contains("before the update")
                .doesNotContain("ours");
    }

    @Test
    void findsDatastoresOfTheSameNameByDatacenter() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String berlin =
                new String(
                        caller.fetch(caller.file("vmfs-ssd", "app/app.vmx")).body(),
                        StandardCharsets.UTF_8);
        String branch =
                new String(
                        caller.fetch(caller.file("Sites/Außenstelle", "vmfs-ssd", "app/app.vmx"))
                                .body(),
                        StandardCharsets.UTF_8);
        Pattern uuid = Pattern.compile("vc\\.uuid = \"([^\"]+)\"");
        var first = uuid.matcher(berlin);
        var second = uuid.matcher(branch);
        assertThat(first.find() && second.find()).isTrue();
        assertThat(first.group(1)).isNotEqualTo(second.group(1));
        assertThat(caller.fetch(caller.file("Außenstelle", "vmfs-ssd", "app/app.vmx")).statusCode())
                .isEqualTo(404);
        String encoded = "Büro-Größe 日本/Büro-Größe 日本.vmx";
        assertThat(caller.fetch(caller.file("vmfs-hdd", encoded)).statusCode()).isEqualTo(200);
    }

    @Test
    void letsInWithNameAndPasswordOrATicketForOneRequest() throws Exception {
        var stranger = new LabCaller(lab);
        var request = stranger.file("vmfs-ssd", "web01/web01.nvram");
        assertThat(stranger.fetch(request).statusCode()).isEqualTo(401);
        String pair = lab.user() + ":" + lab.password();
        String basic =
                "Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> byName =
                stranger.fetch(
                        stranger.file("vmfs-ssd", "web01/web01.nvram")
                                .header("Authorization", basic));
        assertThat(byName.statusCode()).isEqualTo(200);
        assertThat(byName.headers().firstValue("set-cookie")).isPresent();

        var caller = new LabCaller(lab).loggedIn();
        String url = request.build().uri().toString();
        Answer ticket =
                caller.call(
                        "AcquireGenericServiceTicket",
                        "SessionManager:SessionManager",
                        "<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet"
                                + "</method><url>"
                                + url.replace("&", "&amp;")
                                + "</url></spec>");
        String cookie = "vmware_cgi_ticket=" + ticket.first("id");
        assertThat(ticket.first("sslThumbprint")).isEqualTo(lab.certificateSha1Thumbprint());
        assertThat(statusWith(stranger, cookie)).isEqualTo(200);
        assertThat(statusWith(stranger, cookie)).as("a ticket is good once").isEqualTo(401);
    }

    @Test
    void takesUploadsAndRefusesFilesInUse() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        byte[] content = new byte[3 << 20];
        Arrays.fill(content, (byte) 7);
        assertThat(put(caller, "restored/new.nvram", content)).isEqualTo(201);
        assertThat(caller.fetch(caller.file("vmfs-ssd", "restored/new.nvram")).body())
                .isEqualTo(content);
        assertThat(put(caller, "restored/new.nvram", new byte[3])).isEqualTo(200);
        assertThat(caller.fetch(caller.file("vmfs-ssd", "restored/new.nvram")).body()).hasSize(3);
        assertThat(put(caller, "web01/web01-flat.vmdk", content)).isEqualTo(403);
    }

    @Test
    void cutsTransfersAsTold() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        lab.faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.ShortRead(1000))
                                .object("web01-flat.vmdk"));
        lab.faults()
                .add(FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(503)).after(1));
        assertThatThrownBy(() -> range(caller, "web01/web01-flat.vmdk", 4096))
                .isInstanceOf(IOException.class);
        assertThat(range(caller, "web01/web01-flat.vmdk", 4096).statusCode()).isEqualTo(503);
        assertThat(range(caller, "web01/web01-flat.vmdk", 4096).body()).hasSize(4096);
    }

    @Test
    void tellsExactlyWhatChangedBetweenSnapshots() throws Exception {
        var caller = new LabCaller(lab).loggedIn();
        String machine = caller.machine("100%25 load");
        Answer tracked =
                caller.finished(
                        caller.call(
                                "ReconfigVM_Task",
                                machine,
                                "<spec><changeTrackingEnabled>true</changeTrackingEnabled></spec>"));
        assertThat(tracked.first("state")).isEqualTo("success");
        String before = caller.snapshot(machine, "before").first("result");
        String changeId =
                caller.property(
                                "VirtualMachineSnapshot:" + before,
                                "config.hardware.device[2000].backing.changeId")
                        .first("val");
        var disk = lab.disks("100% load").disk(2000).orElseThrow();
        disk.write(3L << 30, ByteBuffer.wrap(new byte[] {1}));
        String after = caller.snapshot(machine, "after").first("result");
        Answer changed =
                caller.call(
                        "QueryChangedDiskAreas",
                        machine,
                        "<snapshot type=\"VirtualMachineSnapshot\">"
                                + after
                                + "</snapshot><deviceKey>2000</deviceKey><startOffset>0"
                                + "</startOffset><changeId>"
                                + changeId
                                + "</changeId>");
        assertThat(changed.all("start")).isEqualTo(List.of(Long.toString(3L << 30)));
        assertThat(changed.all("length")).isEqualTo(List.of("8589934592", "65536"));
        caller.remove(after);
        caller.remove(before);
        assertThat(caller.property(machine, "snapshot").text()).doesNotContain("<val");
    }

    private static int put(LabCaller caller, String path, byte[] content) throws Exception {
        return caller.fetch(
                        caller.file("vmfs-ssd", path)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(content)))
                .statusCode();
    }

    private static int statusWith(LabCaller caller, String cookie) throws Exception {
        return caller.fetch(caller.file("vmfs-ssd", "web01/web01.nvram").header("Cookie", cookie))
                .statusCode();
    }

    private static HttpResponse<byte[]> range(LabCaller caller, String path, int length)
            throws IOException, InterruptedException {
        return caller.fetch(
                caller.file("vmfs-ssd", path).header("Range", "bytes=0-" + (length - 1)));
    }

    private static byte[] bytes(LabCaller caller, String path) throws Exception {
        return caller.fetch(caller.file("vmfs-ssd", path).header("Range", "bytes=1048576-1048579"))
                .body();
    }

    private static String text(LabCaller caller, String path) throws Exception {
        return new String(
                caller.fetch(caller.file("vmfs-ssd", path)).body(), StandardCharsets.UTF_8);
    }
}
