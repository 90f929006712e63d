package io.sendense.engine.catalog;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;

/// The catalog could not do what was asked of it. Flows translate it once with
/// [#toEngineException].
///
/// `CATALOG-UNAVAILABLE` where the database is away, locked, damaged, full or of a newer version;
/// `INTERNAL-ERROR` where it refused rows that must not exist.
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    CatalogException(Problem problem, Throwable cause) {
        super(problem.code().id() + " " + problem.arguments().values(), cause);
        this.problem = problem;
    }

    CatalogException(Problem problem) {
        super(problem.code().id() + " " + problem.arguments().values());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// The same as the engine's own exception.
    public EngineException toEngineException() {
        return problem.toException(this);
    }
}
