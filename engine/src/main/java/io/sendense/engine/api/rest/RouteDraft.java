package io.sendense.engine.api.rest;

import io.sendense.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A route while it is written down; ended by saying what it answers. Not thread-safe.
public final class RouteDraft {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
    private static final int OK = 200;

    private final Method method;
    private final String path;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<ProblemCode> problems = new ArrayList<>();

    RouteDraft(Method method, String path, String summary) {
        this.method = method;
        this.path = path;
        this.summary = summary;
    }

    /// Tells what a place of the path means. Each needs it.
    public RouteDraft path(String name, String meaning) {
        parameters.add(new Parameter(name, meaning, true, true));
        return this;
    }

    /// One that the query must have.
    public RouteDraft query(String name, String meaning) {
        parameters.add(new Parameter(name, meaning, false, true));
        return this;
    }

    /// One that the query may have.
    public RouteDraft optionalQuery(String name, String meaning) {
        parameters.add(new Parameter(name, meaning, false, false));
        return this;
    }

    /// What may go wrong, for the document: each code has its status.
    public RouteDraft mayFail(ProblemCode... codes) {
        problems.addAll(List.of(codes));
        return this;
    }

    /// The record that the body must be.
    public <R> Taking<R> takes(Class<R> request) {
        return new Taking<>(request, call -> call.body(request));
    }

    /// A body that has a reader of its own: because it is large, or of a shape that no record has.
    ///
    /// @param documented the record that describes it
    public <R> Taking<R> takes(Class<?> documented, Answer.Making<R> reading) {
        return new Taking<>(documented, reading);
    }

    public <T> Route answers(Class<T> type, Answer.Making<T> making) {
        return answers(OK, type, making);
    }

    public <T> Route answers(int status, Class<T> type, Answer.Making<T> making) {
        return route(Optional.empty(), new Answer.Json<>(status, type, making));
    }

    /// Server-sent events with data of this type.
    public Route tells(Class<?> type, Answer.Telling telling) {
        return route(Optional.empty(), new Answer.Events(type, telling));
    }

    /// `application/octet-stream`.
    public Route sends(Answer.Sending sending) {
        return route(Optional.empty(), new Answer.Bytes(sending));
    }

    public Route says(String mediaType, Answer.Making<String> making) {
        return route(Optional.empty(), new Answer.Text(mediaType, making));
    }

    private Route route(Optional<Class<?>> request, Answer answer) {
        List<String> places =
                PLACE.matcher(path).results().map((MatchResult found) -> found.group(1)).toList();
        List<String> told =
                parameters.stream().filter(Parameter::inPath).map(Parameter::name).toList();
        if (!places.equals(told)) {
            throw new IllegalArgumentException(path + " has " + places + ", told were " + told);
        }
        return new Route(method, path, summary, parameters, request, answer, problems);
    }

    /// A route with a body.
    public final class Taking<R> {
        private final Class<?> request;
        private final Answer.Making<R> reading;

        private Taking(Class<?> request, Answer.Making<R> reading) {
            this.request = request;
            this.reading = reading;
        }

        public <T> Route answers(int status, Class<T> type, Answer.Taking<R, T> taking) {
            return route(
                    Optional.of(request),
                    new Answer.Json<>(status, type, call -> taking.make(call, reading.make(call))));
        }
    }
}
