package io.sendense.engine.catalog;

import com.zaxxer.hikari.HikariDataSource;
import io.sendense.engine.catalog.CatalogLocation.H2File;
import io.sendense.engine.catalog.CatalogLocation.Postgres;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open database, and what makes a commit last.
///
/// Thread-safe. What H2 needs so that a call that returned survives kill -9 and a power failure
/// (read in 2.5.252 and tried):
/// - `WRITE_DELAY=0`: a commit writes before it returns. Without it commits wait 500 ms in memory.
/// - `CHECKPOINT SYNC` after the commit: the write is forced to the disk, about 1 ms more.
/// - No interrupt on the committing thread ([CatalogThreads]): it closes the file, and H2's own
///   wait for its writer thread takes an interrupt for "written".
/// - One writer at a time, so that no commit relies on another's unfinished write.
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final CatalogLocation location;
    private final CatalogThreads threads;
    private final HikariDataSource connections;
    private final Jdbi jdbi;

    /// Held by whoever writes to H2.
    private final ReentrantLock writer = new ReentrantLock();

    private final QueueConnections queue;

    private Database(
            CatalogLocation location, CatalogThreads threads, HikariDataSource connections) {
        this.location = location;
        this.threads = threads;
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        this.queue = new QueueConnections(connections, writer, this::force);
    }

    /// Connects and brings the schema up to this program's version.
    static Database open(CatalogLocation location) {
        CatalogThreads threads = new CatalogThreads(CatalogConnections.COUNT);
        try {
            HikariDataSource connections =
                    call(location, threads, () -> CatalogConnections.open(location));
            Database database = new Database(location, threads, connections);
            try {
                call(location, threads, () -> new Migration(location, connections).run());
                return database;
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    /// Runs queries in one transaction.
    <T> T read(Function<Handle, T> work) {
        return call(location, threads, () -> jdbi.inTransaction(work::apply));
    }

    /// Runs changes in one transaction. When it returns they are on the disk. When it throws, none
    /// was done; only where forcing them to the disk failed they may have been.
    <T> T write(Function<Handle, T> work) {
        return call(
                location,
                threads,
                () ->
                        switch (location) {
                            case H2File _ -> writeAlone(work);
                            case Postgres _ -> jdbi.inTransaction(work::apply);
                        });
    }

    /// Runs changes as `write` does.
    ///
    /// @return false if a unique constraint refused them; nothing was done then
    boolean insertUnlessTaken(Function<Handle, Integer> work) {
        try {
            return write(work) == 1;
        } catch (CatalogException e) {
            if (SqlFailure.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private <T> T writeAlone(Function<Handle, T> work) {
        writer.lock();
        try (Handle handle = jdbi.open()) {
            T result = handle.inTransaction(work::apply);
            handle.execute("checkpoint sync");
            return result;
        } finally {
            writer.unlock();
        }
    }

    /// Connections for a library with threads of its own.
    QueueConnections queue() {
        return queue;
    }

    /// What such a library threw, told as the catalog's own.
    RuntimeException translate(RuntimeException thrown) {
        return SqlFailure.translate(location, thrown);
    }

    private void force(Connection connection) throws SQLException {
        if (location instanceof H2File) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    private static <T> T call(CatalogLocation location, CatalogThreads threads, Callable<T> work) {
        try {
            return threads.call(work);
        } catch (RejectedExecutionException e) {
            throw SqlFailure.unavailable(location, Cause.of(CauseCode.CATALOG_CLOSED), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw SqlFailure.translate(location, cause == null ? e : cause);
        }
    }

    /// Ends what is being written, then closes the file or the connections. Repeatable.
    @Override
    public void close() {
        if (connections.isClosed()) {
            return;
        }
        queue.close();
        try {
            call(location, threads, this::shutDown);
        } catch (CatalogException e) {
            // Every commit is on the disk already; the file is in order without this.
            LOG.warn("the catalog {} was not shut down cleanly", location, e);
        }
        threads.close();
    }

    private boolean shutDown() {
        writer.lock();
        try (connections) {
            if (location instanceof H2File) {
                // The file is closed with the last connection from now on.
                jdbi.useHandle(handle -> handle.execute("set db_close_delay 0"));
            }
            return true;
        } finally {
            writer.unlock();
        }
    }
}
