package io.sendense.engine.problem;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one checked exception of the engine's flows: carries a [Problem]. `disk` and `wire` throw
/// `IOException`s instead, which the flows translate once.
///
/// The message is technical (code and arguments); sentences come from [ProblemText]. Cancellation
/// is an `InterruptedException`, never this.
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    EngineException(Problem problem, @Nullable Throwable cause) {
        super(describe(problem), cause);
        this.problem = problem;
    }

    private static String describe(Problem problem) {
        return problem.arguments().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", ", problem.code().id() + " {", "}"));
    }

    public Problem problem() {
        return problem;
    }
}
