package io.sendense.engine.catalog;

import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/// How far runs were at some moments of theirs. Thread-safe; each call is one transaction.
public final class RunRateTable {
    private final Database database;

    RunRateTable(Database database) {
        this.database = database;
    }

    /// Stores a run's samples in place of those before. Only time, to the millisecond, and bytes
    /// are kept of each.
    public void store(RunId run, List<RateSample> samples) {
        database.write(handle -> {
            handle.createUpdate("delete from run_rate where run_id = :run")
                    .bind("run", run.value())
                    .execute();
            if (samples.isEmpty()) {
                return 0;
            }
            PreparedBatch batch =
                    handle.prepareBatch(
                            "insert into run_rate (run_id, at_millis, done_bytes) values (:run, :at, :done)");
            for (RateSample sample : samples) {
                batch.bind("run", run.value())
                        .bind("at", sample.at().toMillis())
                        .bind("done", sample.doneBytes())
                        .add();
            }
            return batch.execute().length;
        });
    }

    /// A run's samples in their order, with the rates between them; none where there is no such
    /// run.
    public List<RateSample> list(RunId run) {
        return RateSample.withRates(
                database.read(handle ->
                        handle.createQuery(
                                        "select * from run_rate where run_id = :run order by at_millis")
                                .bind("run", run.value())
                                .map((row, _) ->
                                        new RateSample(
                                                Duration.ofMillis(row.getLong("at_millis")),
                                                row.getLong("done_bytes"),
                                                0))
                                .list()));
    }
}
