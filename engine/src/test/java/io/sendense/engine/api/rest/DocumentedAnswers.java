package io.sendense.engine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds the answers of a server to its document, and remembers which of it were seen. For one
/// test.
public final class DocumentedAnswers {
    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    public DocumentedAnswers(String document) {
        this.document = JsonMapper.shared().readTree(document);
    }

    /// The kept document is the one that the code makes; with `-Dsendense.documents=write` it is
    /// written.
    public static void assertKept(Path file, Api api) throws IOException {
        if ("write".equals(System.getProperty("sendense.documents"))) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, api.document());
        }
        assertThat(file).hasContent(api.document());
    }

    /// Every path and method of the document: `GET /api/v1/health`.
    public Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method ->
                                        all.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return all;
    }

    /// Those that were seen to succeed.
    public Set<String> seen() {
        return seen;
    }

    /// Holds an answer to what the document says of its route: status, media type, schema.
    ///
    /// @param operation `GET /api/v1/backups/{id}`
    public void check(String operation, HttpResponse<String> answer) {
        JsonNode content = content(operation, answer.statusCode());
        String type =
                answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
        assertThat(content.propertyNames()).as(operation).contains(type);
        if (type.endsWith("json")) {
            checkSchema(content.path(type).path("schema"), RestClient.json(answer), operation);
        }
        if (answer.statusCode() < 300) {
            seen.add(operation);
        }
    }

    /// Holds the data of an event to its schema.
    public void checkEvent(String operation, String json) {
        checkSchema(
                content(operation, 200).path("text/event-stream").path("schema"),
                JsonMapper.shared().readTree(json),
                operation);
        seen.add(operation);
    }

    private JsonNode content(String operation, int status) {
        String[] parts = operation.split(" ", 2);
        JsonNode responses =
                document.path("paths")
                        .path(parts[1])
                        .path(parts[0].toLowerCase(Locale.ROOT))
                        .path("responses");
        assertThat(responses.propertyNames()).as(operation).contains(Integer.toString(status));
        return responses.path(Integer.toString(status)).path("content");
    }

    private void checkSchema(JsonNode schema, JsonNode value, String operation) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.path("components"));
        Schema of =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(whole);
        assertThat(of.validate(value)).as("%s: %s", operation, value).isEmpty();
    }
}
