package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.security.TrustedTls;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.Tag;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/// Tags of a vCenter that nobody here wrote. Debian's speaks the older form of the API alone.
@org.junit.jupiter.api.Tag("peers")
@Timeout(180)
class VcsimTagsTest {
    private static final String TAGGING = "/rest/com/vmware/cis/tagging/";

    /// An administrator who makes tags.
    private record Administrator(URI server, HttpsExchange https, String session) {
        static Administrator of(Vcsim vcsim) throws Exception {
            VsphereEndpoint endpoint = vcsim.endpoint(Vcsim.PASSWORD);
            HttpsExchange https =
                    new HttpsExchange(
                            TrustedTls.context(endpoint.trust()),
                            new HttpsExchange.Limits(
                                    Duration.ofSeconds(10), Duration.ofSeconds(60), 1 << 20));
            String login = Vcsim.USER + ":" + Vcsim.PASSWORD;
            Administrator nobody = new Administrator(vcsim.sdk(), https, "none");
            String session =
                    nobody.post(
                            "/rest/com/vmware/cis/session",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)),
                            Map.of());
            return new Administrator(vcsim.sdk(), https, session);
        }

        String post(String path, Object body) throws Exception {
            return post(path, "", body);
        }

        private String post(String path, String authorization, Object body) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(server.resolve(path))
                            .header("vmware-api-session-id", session)
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            JsonMapper.shared().writeValueAsBytes(body)));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            var answer = https.send(request.build());
            assertThat(answer.status()).as(path).isEqualTo(200);
            return answer.isEmpty()
                    ? ""
                    : JsonMapper.shared().readTree(answer.content()).path("value").asString("");
        }

        String category(String name) throws Exception {
            return post(
                    TAGGING + "category",
                    Map.of("create_spec", Map.of("name", name, "cardinality", "SINGLE")));
        }

        String tag(String category, String name) throws Exception {
            return post(
                    TAGGING + "tag",
                    Map.of("create_spec", Map.of("category_id", category, "name", name)));
        }

        void attach(String tag, String type, ObjectId object) throws Exception {
            post(
                    TAGGING + "tag-association/id:" + tag + "?~action=attach",
                    Map.of("object_id", Map.of("type", type, "id", object.value())));
        }
    }

    @Test
    void areReadAsTheyAreMade() throws Exception {
        try (Vcsim vcsim = Vcsim.start();
                VsphereSource source = vcsim.connect()) {
            assertThat(source.inventory().tags()).isEqualTo(Tags.NONE);
            Administrator administrator = Administrator.of(vcsim);
            try (var _ = administrator.https()) {
                String backup = administrator.category("backup");
                String gold = administrator.tag(backup, "gold & noble");
                String silver = administrator.tag(backup, "silver");
                ObjectId first = source.inventory().vms().getFirst().id();
                ObjectId second = source.inventory().vms().get(1).id();
                administrator.attach(gold, "VirtualMachine", first);
                administrator.attach(silver, "VirtualMachine", first);
                administrator.attach(silver, "VirtualMachine", second);
                Tags tags = source.inventory().tags();
                Tag noble = new Tag(gold, "backup", "gold & noble");
                Tag plain = new Tag(silver, "backup", "silver");
                assertThat(tags.all()).containsExactly(noble, plain);
                assertThat(tags.of(first)).containsExactly(noble, plain);
                assertThat(tags.of(second)).containsExactly(plain);
                assertThat(tags.attached()).hasSize(2);
            }
        }
    }

    @Test
    void areReadWhenThereAreManyOfThem() throws Exception {
        try (Vcsim vcsim = Vcsim.start();
                VsphereSource source = vcsim.connect()) {
            Administrator administrator = Administrator.of(vcsim);
            ObjectId vm = source.inventory().vms().getFirst().id();
            try (var _ = administrator.https()) {
                String owner = administrator.category("owner");
                for (int i = 0; i < 230; i++) {
                    administrator.attach(
                            administrator.tag(owner, "team " + i), "VirtualMachine", vm);
                }
            }
            assertThat(source.inventory().tags().of(vm)).hasSize(230);
            assertThat(source.inventory().tags().byCategory().get("owner"))
                    .extracting(Tag::name)
                    .containsAll(List.of("team 0", "team 99", "team 100", "team 229"));
        }
    }
}
