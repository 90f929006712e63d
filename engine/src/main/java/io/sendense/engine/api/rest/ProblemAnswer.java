package io.sendense.engine.api.rest;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemJson;
import io.sendense.engine.problem.ProblemText;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A problem as `application/problem+json` (RFC 9457):
///
/// ```json
/// {"type": "urn:sendense:problem:RUN-UNKNOWN", "title": "There is no run 7.", "status": 404,
///  "detail": "... and what to do", "code": "RUN-UNKNOWN", "arguments": {"run": {"count": 7}}}
/// ```
///
/// `code` and `arguments` are those of `ProblemJson`, so that a client that knows our codes has the
/// problem itself (`read`) and tells it in the language of its own operator. Stateless.
public final class ProblemAnswer {
    public static final String MEDIA_TYPE = "application/problem+json";
    static final String TYPE = "urn:sendense:problem:";

    private ProblemAnswer() {}

    public static ObjectNode of(Problem problem) {
        ProblemText.Rendered text = ProblemText.english().render(problem);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", TYPE + text.code());
        node.put("title", text.what());
        node.put("status", ProblemStatus.of(problem.code()));
        node.put("detail", text.why() + " " + text.remedy());
        node.put("code", text.code());
        node.set("arguments", ProblemJson.writeArguments(problem.arguments()));
        return node;
    }

    /// The problem in an answer.
    ///
    /// @throws IllegalArgumentException it is none of ours
    public static Problem read(String json) {
        return ProblemJson.read(ProblemJson.parse(json));
    }
}
