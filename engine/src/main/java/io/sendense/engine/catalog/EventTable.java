package io.sendense.engine.catalog;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What happened in runs; rows are only ever added. Thread-safe; each call is one transaction.
public final class EventTable {
    private final Database database;

    EventTable(Database database) {
        this.database = database;
    }

    /// Records an event and gives it its number. Numbers of one run are committed in their order:
    /// whoever has read number n of a run has read all below it.
    ///
    /// @param time kept to the microsecond
    /// @throws IllegalArgumentException there is no such run
    public RunEvent append(
            RunId run, Instant time, EventCode code, Map<String, Argument> arguments) {
        return database.write(handle -> {
            // Locking the run's row puts its events into an order.
            boolean known =
                    handle.createQuery("select id from run where id = :run for update")
                            .bind("run", run.value())
                            .mapTo(Long.class)
                            .findOne()
                            .isPresent();
            if (!known) {
                throw new IllegalArgumentException("there is no run " + run);
            }
            long number =
                    handle.createUpdate(
                                    """
                                    insert into event (run_id, at, code, arguments)
                                    values (:run, :at, :code, :arguments)
                                    """)
                            .bind("run", run.value())
                            .bind("at", Values.utc(time))
                            .bind("code", code.name())
                            .bind("arguments", Values.json(arguments))
                            .executeAndReturnGeneratedKeys("number")
                            .mapTo(Long.class)
                            .one();
            return new RunEvent(number, run, Values.stored(time), code, arguments);
        });
    }

    /// Events of a run with a number above `after`, oldest first.
    public List<RunEvent> list(RunId run, long after) {
        return database.read(handle ->
                handle.createQuery(
                                "select * from event where run_id = :run and number > :after order by number")
                        .bind("run", run.value())
                        .bind("after", after)
                        .map((row, _) ->
                                new RunEvent(
                                        row.getLong("number"),
                                        run,
                                        Values.instant(row, "at"),
                                        Values.constant(EventCode.class, row, "code"),
                                        Values.arguments(row, "arguments")))
                        .list());
    }
}
