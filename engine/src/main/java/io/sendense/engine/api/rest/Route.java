package io.sendense.engine.api.rest;

import io.sendense.engine.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/// One thing that can be asked of a server. Immutable.
///
/// @param path template: `/api/v1/backups/{id}`
/// @param summary a few words for the document
/// @param parameters of path and query; others in a query are refused
/// @param request record that the body must be, if the route takes one
/// @param problems what may go wrong beside what may of every route
public record Route(
        Method method,
        String path,
        String summary,
        List<Parameter> parameters,
        Optional<Class<?>> request,
        Answer answer,
        List<ProblemCode> problems) {
    public Route {
        parameters = List.copyOf(parameters);
        problems = List.copyOf(problems);
    }

    public static RouteDraft get(String path, String summary) {
        return new RouteDraft(Method.GET, path, summary);
    }

    public static RouteDraft post(String path, String summary) {
        return new RouteDraft(Method.POST, path, summary);
    }

    public static RouteDraft delete(String path, String summary) {
        return new RouteDraft(Method.DELETE, path, summary);
    }
}
