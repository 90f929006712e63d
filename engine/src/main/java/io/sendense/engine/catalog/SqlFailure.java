package io.sendense.engine.catalog;

import com.zaxxer.hikari.pool.HikariPool;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Reads what a database driver threw. Stateless.
final class SqlFailure {
    /// SQL state of a unique constraint that was violated; the same in H2 and PostgreSQL.
    static final String UNIQUE_VIOLATION = "23505";

    private static final int H2_ALREADY_OPEN = 90020;
    private static final int H2_FILE_DAMAGED = 90030;
    private static final int H2_UNSUPPORTED_FORMAT = 90048;
    private static final int H2_CLOSED = 90098;

    private SqlFailure() {}

    /// The exception to throw instead of what the work on the database threw. What our own code
    /// threw stays as it is.
    static RuntimeException translate(CatalogLocation location, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        SQLException sql = sqlIn(thrown);
        if (sql == null && thrown instanceof RuntimeException ours && !isForeign(ours)) {
            return ours;
        }
        if (sql != null && stateOf(sql).startsWith("23")) {
            return new CatalogException(
                    Problem.of(ProblemCode.INTERNAL_ERROR)
                            .because(cause(CauseCode.CATALOG_REFUSED_A_ROW, firstLine(sql))),
                    thrown);
        }
        return unavailable(
                location,
                sql == null ? cause(CauseCode.DATABASE_SAYS, inOneLine(thrown)) : describe(sql),
                thrown);
    }

    private static boolean isForeign(RuntimeException thrown) {
        return thrown instanceof JdbiException
                || thrown instanceof FlywayException
                || thrown instanceof HikariPool.PoolInitializationException;
    }

    static CatalogException unavailable(
            CatalogLocation location, Cause cause, @Nullable Throwable thrown) {
        Problem problem =
                Problem.of(ProblemCode.CATALOG_UNAVAILABLE)
                        .because(cause)
                        .with("catalog", location.toString());
        return thrown == null
                ? new CatalogException(problem)
                : new CatalogException(problem, thrown);
    }

    /// Whether a unique constraint refused a row.
    static boolean isDuplicate(Throwable thrown) {
        SQLException sql = sqlIn(thrown);
        return sql != null && stateOf(sql).equals(UNIQUE_VIOLATION);
    }

    private static Cause cause(CauseCode code, String words) {
        return Cause.of(code).with("detail", words);
    }

    private static Cause describe(SQLException sql) {
        String text = firstLine(sql);
        return switch (sql.getErrorCode()) {
            case H2_ALREADY_OPEN -> cause(CauseCode.CATALOG_OPEN_ELSEWHERE, text);
            case H2_FILE_DAMAGED, H2_UNSUPPORTED_FORMAT ->
                    cause(CauseCode.CATALOG_FILE_DAMAGED, text);
            case H2_CLOSED -> cause(CauseCode.CATALOG_CLOSED_BY_FAILURE, text);
            default -> describe(stateOf(sql), text);
        };
    }

    /// By the class of the SQL state, which PostgreSQL keeps to.
    private static Cause describe(String state, String text) {
        if (state.startsWith("08")) {
            return cause(CauseCode.DATABASE_UNREACHABLE, text);
        }
        if (state.startsWith("28")) {
            return cause(CauseCode.DATABASE_LOGIN_REFUSED, text);
        }
        if (state.startsWith("53")) {
            return cause(CauseCode.DATABASE_FULL, text);
        }
        return cause(CauseCode.DATABASE_SAYS, text);
    }

    /// The innermost SQL exception: the outer ones are a library's wrapping.
    private static @Nullable SQLException sqlIn(Throwable thrown) {
        SQLException found = null;
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof SQLException sql) {
                found = sql;
            }
            at = at.getCause();
        }
        return found;
    }

    private static String stateOf(SQLException sql) {
        String state = sql.getSQLState();
        return state == null ? "" : state;
    }

    private static String inOneLine(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null
                ? thrown.getClass().getSimpleName()
                : message.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("; "));
    }

    /// Drivers put the statement on further lines; it says nothing to an operator.
    private static String firstLine(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown.getClass().getSimpleName();
        }
        return message.lines().findFirst().orElse("");
    }
}
