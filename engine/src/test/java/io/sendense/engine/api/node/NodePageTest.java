package io.sendense.engine.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.api.rest.Route;
import io.sendense.engine.node.protocol.AnswerJson;
import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeHealth;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.node.protocol.RequestJson;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.reader.NodeLab;
import io.sendense.engine.node.reader.NodeReader;
import io.sendense.engine.run.ProgramVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `doc/node.md` shows is what a node takes and answers.
class NodePageTest {
    private static final Path PAGE = Path.of("doc/node.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- (\\w+) -->\n```json\n(.*?)\n```", Pattern.DOTALL);
    private static final Pattern ROUTE =
            Pattern.compile("(?m)^\\| `(GET|POST) (/api/v1/[^`]*)` \\|");

    private static final Map<String, Class<?>> ANSWERS =
            Map.of(
                    "StartAnswer", StartAnswer.class,
                    "JobProgress", JobProgress.class,
                    "Discovery", Discovery.class,
                    "NodeHealth", NodeHealth.class,
                    "NodeVersion", NodeVersion.class);

    @Test
    void itsExamplesAreTakenAndAnswered() throws Exception {
        List<String> seen = new ArrayList<>();
        for (MatchResult example : EXAMPLE.matcher(Files.readString(PAGE)).results().toList()) {
            byte[] json = example.group(2).getBytes(StandardCharsets.UTF_8);
            String kind = example.group(1);
            seen.add(kind);
            switch (kind) {
                case "StartRequest" -> RequestJson.start(json).close();
                case "DiscoverRequest" -> RequestJson.discover(json).close();
                default -> assertWrittenAlike(json, ANSWERS.get(kind));
            }
        }
        assertThat(seen).contains("StartRequest", "DiscoverRequest").containsAll(ANSWERS.keySet());
    }

    private static void assertWrittenAlike(byte[] json, Class<?> type) {
        JsonNode shown = JsonMapper.shared().readTree(json);
        JsonNode written =
                JsonMapper.shared().readTree(AnswerJson.write(AnswerJson.read(json, type)));
        assertThat(written).isEqualTo(shown);
    }

    @Test
    void itsRoutesAreAllRoutes() throws Exception {
        List<String> shown =
                ROUTE.matcher(Files.readString(PAGE))
                        .results()
                        .map(route -> route.group(1) + " " + route.group(2))
                        .toList();
        try (NodeReader node = new NodeReader(NodeLab.settings())) {
            List<Route> routes = new NodeApi(node, new ProgramVersion("1", "a")).api().routes();
            assertThat(shown)
                    .containsExactlyInAnyOrderElementsOf(
                            routes.stream()
                                    .map(route -> route.method() + " " + route.path())
                                    .toList());
        }
    }

    /// The document that a node serves has a shape for everything on this page.
    @Test
    void theDocumentKnowsTheSame() {
        try (NodeReader node = new NodeReader(NodeLab.settings())) {
            JsonNode document =
                    JsonMapper.shared()
                            .readTree(
                                    new NodeApi(node, new ProgramVersion("1", "a"))
                                            .api()
                                            .document());
            JsonNode shapes = document.at("/components/schemas");
            assertThat(shapes.propertyNames())
                    .contains("StartRequest", "DiscoverRequest")
                    .containsAll(ANSWERS.keySet());
            assertThat(shapes.at("/StartAnswer/properties/job_id/type").asString())
                    .isEqualTo("string");
        }
    }
}
