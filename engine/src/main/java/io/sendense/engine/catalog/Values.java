package io.sendense.engine.catalog;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How values lie in columns. Stateless.
final class Values {
    private Values() {}

    /// The time as it will be read back: columns keep microseconds.
    static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    static OffsetDateTime utc(Instant time) {
        return stored(time).atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column)
            throws SQLException {
        return Enum.valueOf(type, row.getString(column));
    }

    static @Nullable String json(Optional<Problem> problem) {
        return problem.map(value -> ProblemJson.write(value).toString()).orElse(null);
    }

    static String json(List<Problem> problems) {
        return ProblemJson.writeAll(problems).toString();
    }

    static String json(Map<String, Argument> arguments) {
        return ProblemJson.writeArguments(arguments).toString();
    }

    static Optional<Problem> problem(ResultSet row, String column) throws SQLException {
        return optionalText(row, column).map(ProblemJson::parse).map(ProblemJson::read);
    }

    static List<Problem> problems(ResultSet row, String column) throws SQLException {
        return ProblemJson.readAll(ProblemJson.parse(row.getString(column)));
    }

    static Map<String, Argument> arguments(ResultSet row, String column) throws SQLException {
        return ProblemJson.readArguments(ProblemJson.parse(row.getString(column)));
    }
}
