package io.sendense.engine.api.rest;

import io.sendense.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI 3.1 document of a table of routes. Stateless.
final class OpenApi {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<ProblemCode> ALWAYS =
            List.of(
                    ProblemCode.REQUEST_INVALID,
                    ProblemCode.REST_UNAUTHORISED,
                    ProblemCode.REST_HOST_REFUSED,
                    ProblemCode.REST_TOO_MANY_FAILURES,
                    ProblemCode.REST_ENDING,
                    ProblemCode.INTERNAL_ERROR);
    private static final List<ProblemCode> WITH_BODY =
            List.of(ProblemCode.REST_BODY_TOO_LARGE, ProblemCode.REST_BODY_NOT_JSON);

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();
    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static String of(Api api) {
        OpenApi document = new OpenApi();
        document.write(api);
        return MAPPER.writeValueAsString(document.root).replace("\r\n", "\n") + "\n";
    }

    private void write(Api api) {
        root.put("openapi", "3.1.1");
        root.putObject("info")
                .put("title", api.title())
                .put("version", api.version())
                .put("description", api.description());
        root.putArray("security").addObject().putArray("token");
        ObjectNode paths = root.putObject("paths");
        for (Route route : api.all()) {
            ObjectNode path =
                    paths.has(route.path())
                            ? (ObjectNode) paths.get(route.path())
                            : paths.putObject(route.path());
            operation(route, path.putObject(route.method().name().toLowerCase(Locale.ROOT)));
        }
        schemas.ref(ProblemShape.class);
        ObjectNode components = root.putObject("components");
        components.set("schemas", schemas.all());
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
    }

    private void operation(Route route, ObjectNode operation) {
        operation.put("summary", route.summary());
        if (!route.parameters().isEmpty()) {
            var parameters = operation.putArray("parameters");
            for (Parameter parameter : route.parameters()) {
                ObjectNode each = parameters.addObject();
                each.put("name", parameter.name())
                        .put("in", parameter.inPath() ? "path" : "query")
                        .put("required", parameter.required())
                        .put("description", parameter.meaning());
                each.putObject("schema").put("type", "string");
            }
        }
        route.request()
                .ifPresent(type -> {
                    ObjectNode body = operation.putObject("requestBody").put("required", true);
                    content(body, "application/json").set("schema", schemas.ref(type));
                });
        responses(route, operation.putObject("responses"));
    }

    private void responses(Route route, ObjectNode responses) {
        switch (route.answer()) {
            case Answer.Json<?> json -> {
                ObjectNode answer = responses.putObject(Integer.toString(json.status()));
                answer.put("description", "Done");
                content(answer, "application/json").set("schema", schemas.ref(json.type()));
            }
            case Answer.Text text -> {
                ObjectNode answer = responses.putObject("200").put("description", "Done");
                content(answer, text.mediaType().replaceFirst(";.*", "").strip())
                        .putObject("schema");
            }
            case Answer.Events events -> {
                ObjectNode answer =
                        responses
                                .putObject("200")
                                .put(
                                        "description",
                                        "Server-sent events. The data of each are JSON of the schema.");
                content(answer, "text/event-stream").set("schema", schemas.ref(events.type()));
            }
            case Answer.Bytes _ -> {
                ObjectNode answer = responses.putObject("200").put("description", "Bytes");
                content(answer, "application/octet-stream").putObject("schema");
            }
        }
        for (Map.Entry<Integer, Set<String>> each : problems(route).entrySet()) {
            ObjectNode answer = responses.putObject(Integer.toString(each.getKey()));
            answer.put("description", String.join(", ", each.getValue()));
            content(answer, ProblemAnswer.MEDIA_TYPE)
                    .set("schema", schemas.ref(ProblemShape.class));
        }
    }

    private static Map<Integer, Set<String>> problems(Route route) {
        List<ProblemCode> codes = new ArrayList<>(ALWAYS);
        codes.addAll(route.problems());
        if (route.request().isPresent()) {
            codes.addAll(WITH_BODY);
        }
        Map<Integer, Set<String>> byStatus = new TreeMap<>();
        for (ProblemCode code : codes) {
            byStatus.computeIfAbsent(ProblemStatus.of(code), _ -> new TreeSet<>()).add(code.id());
        }
        return byStatus;
    }

    private static ObjectNode content(ObjectNode of, String mediaType) {
        return of.putObject("content").putObject(mediaType);
    }
}
