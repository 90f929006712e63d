package io.sendense.engine.api.rest;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.Optional;

/// One request, as a route's handler sees it. Used by the request's own thread only.
public interface Call {
    /// The value of a place in the path, decoded. Whoever makes a name of it has it looked at
    /// first.
    String path(String name);

    /// The value of a parameter of the query; empty if it is not there.
    Optional<String> query(String name);

    /// The value of the header, empty if it is not there: `Last-Event-ID`. Never ask for
    /// `Authorization`.
    Optional<String> header(String name);

    /// The body as a record.
    ///
    /// @throws EngineException `REQUEST-INVALID` with the place, `REST-BODY-TOO-LARGE`,
    ///   `REST-BODY-NOT-JSON`
    <R> R body(Class<R> type) throws EngineException;

    /// The body as it came, for a reader of its own. It says that it is JSON.
    ///
    /// @throws EngineException `REST-BODY-TOO-LARGE`, `REST-BODY-NOT-JSON`
    byte[] json() throws EngineException;

    /// The value of a place in the path as a number that is not negative.
    ///
    /// @throws EngineException `REQUEST-INVALID`
    default long number(String name) throws EngineException {
        String text = path(name);
        if (!text.matches("\\d{1,18}")) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(Cause.of(CauseCode.FIELD_NOT_A_NUMBER).with("where", name))
                    .toException();
        }
        return Long.parseLong(text);
    }

    /// The value of a parameter that the route requires, which the server has looked at.
    default String required(String name) {
        return query(name).orElseThrow();
    }
}
