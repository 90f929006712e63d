package io.sendense.engine.repository.point;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sendense.engine.problem.Argument;
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
        Map<String, StoredArgument> arguments = new LinkedHashMap<>();
        problem.arguments().forEach((name, value) -> arguments.put(name, StoredArgument.of(value)));
        return new StoredProblem(problem.code().id(), arguments);
    }

    /// The problem, if this program knows its code.
    public Optional<Problem> problem() {
        return ProblemCode.ofId(code)
                .map(known -> {
                    Map<String, Argument> all = new LinkedHashMap<>();
                    arguments.forEach((name, value) -> all.put(name, value.argument()));
                    return new Problem(known, all);
                });
    }

    /// One argument: the one that is present. Immutable.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record StoredArgument(
            Optional<String> text,
            Optional<Long> bytes,
            Optional<Long> count,
            Optional<Duration> time) {

        static StoredArgument of(Argument argument) {
            return switch (argument) {
                case Argument.Text(String value) -> of(Optional.of(value), none(), none(), none());
                case Argument.Bytes(long value) -> of(none(), Optional.of(value), none(), none());
                case Argument.Count(long value) -> of(none(), none(), Optional.of(value), none());
                case Argument.Time(Duration value) ->
                        of(none(), none(), none(), Optional.of(value));
            };
        }

        private static StoredArgument of(
                Optional<String> text,
                Optional<Long> bytes,
                Optional<Long> count,
                Optional<Duration> time) {
            return new StoredArgument(text, bytes, count, time);
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
            return time.isPresent()
                    ? new Argument.Time(time.get())
                    : new Argument.Text(text.orElse(""));
        }
    }
}
