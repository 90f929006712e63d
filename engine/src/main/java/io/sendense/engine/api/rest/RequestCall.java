package io.sendense.engine.api.rest;

import io.javalin.http.Context;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request of Javalin's as a route sees it. For the request's thread only.
final class RequestCall implements Call {
    private static final String JSON = "application/json";

    private final Context request;
    private final int maxBody;

    RequestCall(Context request, int maxBody) {
        this.request = request;
        this.maxBody = maxBody;
    }

    /// Looks at the query: only what the route knows, each once, and all that it requires.
    ///
    /// @throws EngineException `REQUEST-INVALID`
    void check(Route route) throws EngineException {
        Map<String, Parameter> known =
                route.parameters().stream()
                        .filter(parameter -> !parameter.inPath())
                        .collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        for (Map.Entry<String, List<String>> given : request.queryParamMap().entrySet()) {
            if (!known.containsKey(given.getKey())) {
                throw invalid(CauseCode.FIELD_UNKNOWN, given.getKey());
            }
            if (given.getValue().size() > 1) {
                throw invalid(CauseCode.FIELD_TWICE, given.getKey());
            }
        }
        for (Parameter parameter : known.values()) {
            if (parameter.required() && query(parameter.name()).isEmpty()) {
                throw invalid(CauseCode.FIELD_MISSING, parameter.name());
            }
        }
    }

    private static EngineException invalid(CauseCode code, String parameter) {
        String where = parameter.length() <= 100 ? parameter : parameter.substring(0, 100);
        return Problem.of(ProblemCode.REQUEST_INVALID)
                .because(Cause.of(code).with("where", where))
                .toException();
    }

    @Override
    public String path(String name) {
        return request.pathParam(name);
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(request.queryParam(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<String> header(String name) {
        if (name.equalsIgnoreCase("Authorization")) {
            throw new IllegalArgumentException("no route sees the token");
        }
        return Optional.ofNullable(request.header(name));
    }

    @Override
    public <R> R body(Class<R> type) throws EngineException {
        return RestJson.value(json(), type);
    }

    @Override
    public byte[] json() throws EngineException {
        if (!isJson(request.contentType())) {
            throw Problem.of(ProblemCode.REST_BODY_NOT_JSON).toException();
        }
        if (request.req().getContentLengthLong() > maxBody) {
            throw tooLarge();
        }
        byte[] bytes;
        try {
            bytes = request.req().getInputStream().readNBytes(maxBody + 1);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.REQUEST_INVALID)
                    .because(Cause.of(CauseCode.BODY_INCOMPLETE))
                    .toException(e);
        }
        if (bytes.length > maxBody) {
            throw tooLarge();
        }
        return bytes;
    }

    private EngineException tooLarge() {
        // The rest of it is not read.
        request.header("Connection", "close");
        return Problem.of(ProblemCode.REST_BODY_TOO_LARGE).withBytes("most", maxBody).toException();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", 2);
        return parts[0].strip().equals(JSON)
                && (parts.length == 1
                        || parts[1].strip().replace("\"", "").equals("charset=utf-8"));
    }
}
