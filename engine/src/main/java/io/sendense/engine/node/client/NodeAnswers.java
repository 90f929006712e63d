package io.sendense.engine.node.client;

import io.sendense.engine.node.protocol.AnswerJson;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a node answers. Stateless.
///
/// @param node what it is called in problems
record NodeAnswers(String node) {
    /// An answer that is longer is none of a node's.
    static final int MOST_BYTES = 16 << 20;

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;

    /// @throws EngineException the answer says what is wrong, or is no answer
    <T> T read(int status, byte[] body, Class<T> type) throws EngineException {
        if (status < 200 || status > 299) {
            throw refused(status, body);
        }
        try {
            return AnswerJson.read(body, type);
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /// What an answer that is no success says: the node's own problem, where it is one.
    EngineException refused(int status, byte[] body) {
        if (status == UNAUTHORIZED || status == TOO_MANY_REQUESTS) {
            return Problem.of(ProblemCode.NODE_TOKEN_REFUSED).with("node", node).toException();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            if (json.path("code").isString() && json.path("arguments").isObject()) {
                return ProblemJson.read(json).toException();
            }
        } catch (JacksonException | IllegalArgumentException e) {
            return unreadable(e);
        }
        return Problem.of(ProblemCode.NODE_ANSWER_UNREADABLE)
                .with("node", node)
                .because(Causes.technical("HTTP " + status))
                .toException();
    }

    EngineException unreadable(Exception why) {
        return Problem.of(ProblemCode.NODE_ANSWER_UNREADABLE)
                .with("node", node)
                .because(why)
                .toException(why);
    }
}
