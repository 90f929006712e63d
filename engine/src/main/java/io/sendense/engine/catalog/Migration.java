package io.sendense.engine.catalog;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

/// Brings the tables up to this program's version with the scripts of the folder `migration`, one
/// set for both databases. A database of a newer program is refused.
final class Migration {
    /// The scripts, oldest first. Published ones are never edited: a change is a new script.
    static final List<String> SCRIPTS =
            List.of(
                    "V1__catalog.sql",
                    "V2__compare.sql",
                    "V3__older_snapshot.sql",
                    "V4__limits.sql",
                    "V5__run_rates.sql",
                    "V6__jobs.sql",
                    "V7__points_repositories.sql",
                    "V8__skipped_times.sql",
                    "V9__nodes.sql",
                    "V10__targets_leases.sql");

    private final CatalogLocation location;
    private final Flyway flyway;
    private final MigrationVersion newest;

    Migration(CatalogLocation location, DataSource connections) {
        this.location = location;
        MigrationScripts scripts = new MigrationScripts(SCRIPTS);
        this.newest = scripts.newest();
        this.flyway =
                Flyway.configure(Migration.class.getClassLoader())
                        .dataSource(connections)
                        .resourceProvider(scripts)
                        .locations(new String[0])
                        .cleanDisabled(true)
                        .load();
    }

    /// Runs what is missing and returns how many scripts that were.
    int run() {
        MigrationInfo current = flyway.info().current();
        if (current != null
                && current.getVersion() != null
                && current.getVersion().compareTo(newest) > 0) {
            throw SqlFailure.unavailable(
                    location,
                    Cause.of(CauseCode.CATALOG_OF_NEWER_PROGRAM)
                            .with("found", current.getVersion().getVersion())
                            .with("known", newest.getVersion()),
                    null);
        }
        MigrateResult result = flyway.migrate();
        return result.migrationsExecuted;
    }
}
