package io.sendense.engine.catalog;

import javax.sql.DataSource;

/// The open catalog: a table class per table.
///
/// Thread-safe. A call returns when its change is on the disk. Calls block for milliseconds, at
/// most for the time limits of the database (10 s for a lock or connection, 2 min for a server's
/// answer); an interrupt does not end them and is kept. What goes wrong is a [CatalogException].
public final class Catalog implements AutoCloseable {
    private final Database database;

    private Catalog(Database database) {
        this.database = database;
    }

    /// Opens a catalog, makes it where there is none, and brings its tables up to this version.
    ///
    /// @throws CatalogException it cannot be reached, another process has its file, the file is
    ///   damaged, or a newer program has used it
    public static Catalog open(CatalogLocation location) {
        return new Catalog(Database.open(location));
    }

    public VCenterTable vcenters() {
        return new VCenterTable(database);
    }

    public RepositoryTable repositories() {
        return new RepositoryTable(database);
    }

    public RunTable runs() {
        return new RunTable(database);
    }

    public RunDiskTable runDisks() {
        return new RunDiskTable(database);
    }

    public PointTable points() {
        return new PointTable(database);
    }

    public PointCheckTable pointChecks() {
        return new PointCheckTable(database);
    }

    public RepositoryFillTable repositoryFills() {
        return new RepositoryFillTable(database);
    }

    public HeldSnapshotTable heldSnapshots() {
        return new HeldSnapshotTable(database);
    }

    public RunRateTable runRates() {
        return new RunRateTable(database);
    }

    public LeaseTable leases() {
        return new LeaseTable(database);
    }

    public LimitsTable limits() {
        return new LimitsTable(database);
    }

    public EventTable events() {
        return new EventTable(database);
    }

    public JobTable jobs() {
        return new JobTable(database);
    }

    public JobRunTable jobRuns() {
        return new JobRunTable(database);
    }

    public NodeTable nodes() {
        return new NodeTable(database);
    }

    public SkippedTimeTable skippedTimes() {
        return new SkippedTimeTable(database);
    }

    /// Connections for `catalog.queue` alone: the library behind it works with threads of its own.
    @SuppressWarnings("exports")
    public DataSource queueConnections() {
        return database.queue();
    }

    /// What that library threw, as the catalog's own exception where the database is the reason.
    public RuntimeException translate(RuntimeException thrown) {
        return database.translate(thrown);
    }

    /// Ends what is being written and lets the database go. Repeatable.
    @Override
    public void close() {
        database.close();
    }
}
