package io.sendense.engine.repository.point;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A problem as it stands in a manifest: its code need not be known to the program that reads it.
/// Immutable.
///
/// @param code for instance `DISK-EXCLUDED`
public record StoredProblem(String code, Map<String, StoredArgument> arguments) {
    public StoredProblem {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    public static StoredProblem of(Problem problem) {
        return new StoredProblem(problem.code().id(), stored(problem.arguments()));
    }

    private static Map<String, StoredArgument> stored(Map<String, Argument> arguments) {
        Map<String, StoredArgument> stored = new LinkedHashMap<>();
        arguments.forEach((name, value) -> stored.put(name, StoredArgument.of(value)));
        return stored;
    }

    private static Map<String, Argument> read(Map<String, StoredArgument> stored) {
        Map<String, Argument> arguments = new LinkedHashMap<>();
        stored.forEach((name, value) -> arguments.put(name, value.argument()));
        return arguments;
    }

    /// The problem, if this program knows its code.
    public Optional<Problem> problem() {
        return ProblemCode.ofId(code).map(known -> new Problem(known, read(arguments)));
    }

    /// A cause, whose code need not be known either.
    public record StoredCause(String code, Map<String, StoredArgument> arguments) {
        public StoredCause {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        static StoredCause of(Cause cause) {
            return new StoredCause(cause.code().name(), stored(cause.arguments()));
        }

        Cause cause() {
            return Cause.named(code, read(arguments));
        }
    }

    /// One argument: the one that is present. Immutable.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record StoredArgument(
            Optional<String> text,
            Optional<Long> bytes,
            Optional<Long> count,
            Optional<Duration> time,
            Optional<StoredCause> cause,
            Optional<StoredProblem> problem) {

        static StoredArgument of(Argument argument) {
            return switch (argument) {
                case Argument.Text(String value) -> of(Optional.of(value), none(), none(), none());
                case Argument.Bytes(long value) -> of(none(), Optional.of(value), none(), none());
                case Argument.Count(long value) -> of(none(), none(), Optional.of(value), none());
                case Argument.Time(Duration value) ->
                        of(none(), none(), none(), Optional.of(value));
                case Argument.Because(Cause value) ->
                        new StoredArgument(
                                none(),
                                none(),
                                none(),
                                none(),
                                Optional.of(StoredCause.of(value)),
                                none());
                case Argument.Nested(Problem value) ->
                        new StoredArgument(
                                none(),
                                none(),
                                none(),
                                none(),
                                none(),
                                Optional.of(StoredProblem.of(value)));
            };
        }

        private static StoredArgument of(
                Optional<String> text,
                Optional<Long> bytes,
                Optional<Long> count,
                Optional<Duration> time) {
            return new StoredArgument(text, bytes, count, time, none(), none());
        }

        private static <T> Optional<T> none() {
            return Optional.empty();
        }

        /// The argument; an unknown kind becomes an empty text.
        public Argument argument() {
            if (bytes.isPresent()) {
                return new Argument.Bytes(bytes.get());
            }
            if (count.isPresent()) {
                return new Argument.Count(count.get());
            }
            if (cause.isPresent()) {
                return new Argument.Because(cause.get().cause());
            }
            Optional<Problem> nested = problem.flatMap(StoredProblem::problem);
            if (nested.isPresent()) {
                return new Argument.Nested(nested.get());
            }
            return time.isPresent()
                    ? new Argument.Time(time.get())
                    : new Argument.Text(text.orElse(""));
        }
    }
}
