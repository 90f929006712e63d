package io.sendense.engine.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Connections for a library that works on the database with threads of its own, and interrupts
/// them. Thread-safe.
///
/// Every call on them, down to the rows of a result, is made by one thread of the catalog, which
/// nobody interrupts; the caller waits for it and keeps its interrupt. A connection that writes
/// holds the lock of writers until it is closed, and what it wrote is on the disk by then, as with
/// `Database.write`.
final class QueueConnections implements DataSource, AutoCloseable {
    private final DataSource connections;
    private final Durability durability;
    private final ReentrantLock writer;
    private final CatalogThreads thread = new CatalogThreads(1);
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<Lent> lent = new HashSet<>();

    /// What makes a commit last.
    interface Durability {
        void force(Connection connection) throws SQLException;
    }

    QueueConnections(DataSource connections, ReentrantLock writer, Durability durability) {
        this.connections = connections;
        this.writer = writer;
        this.durability = durability;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return call(() -> {
            Lent taken = new Lent(connections.getConnection());
            synchronized (lock) {
                lent.add(taken);
            }
            return taken.proxy();
        });
    }

    private <T> T call(Callable<T> work) throws SQLException {
        try {
            return thread.call(work);
        } catch (RejectedExecutionException e) {
            throw new SQLException("the catalog is closed", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof InvocationTargetException wrapped && wrapped.getCause() != null) {
                cause = wrapped.getCause();
            }
            throw cause instanceof SQLException sql ? sql : new SQLException(cause);
        }
    }

    /// A connection that was given out. Its fields belong to the catalog's thread.
    private final class Lent {
        private final Connection connection;
        private boolean writing;

        Lent(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return wrap(Connection.class, connection);
        }

        /// The same object, whose calls are made by the catalog's thread.
        private <T> T wrap(Class<T> type, Object target) {
            Object proxy =
                    Proxy.newProxyInstance(
                            QueueConnections.class.getClassLoader(),
                            new Class<?>[] {type},
                            (_, method, arguments) -> call(() -> make(target, method, arguments)));
            return type.cast(proxy);
        }

        private @Nullable Object make(Object target, Method method, Object @Nullable [] arguments)
                throws Exception {
            if (target instanceof Connection && method.getName().equals("close")) {
                close();
                return null;
            }
            if (mayWrite(method, arguments) && !writing) {
                writer.lock();
                writing = true;
            }
            Object result = method.invoke(target, arguments);
            Class<?> type = method.getReturnType();
            return result != null && isOfJdbc(type) ? wrap(type, result) : result;
        }

        void close() throws SQLException {
            synchronized (lock) {
                if (!lent.remove(this)) {
                    return;
                }
            }
            try (connection) {
                if (writing) {
                    durability.force(connection);
                }
            } finally {
                if (writing) {
                    writer.unlock();
                }
            }
        }
    }

    /// All but a statement that says that it only reads.
    private static boolean mayWrite(Method method, Object @Nullable [] arguments) {
        boolean statement =
                Statement.class.isAssignableFrom(method.getReturnType())
                        || method.getName().startsWith("execute");
        boolean reads =
                arguments == null
                        || (arguments.length > 0
                                && arguments[0] instanceof String sql
                                && sql.strip().toLowerCase(Locale.ROOT).startsWith("select"));
        return statement && !reads;
    }

    private static boolean isOfJdbc(Class<?> type) {
        return type.isInterface() && type.getPackageName().equals("java.sql");
    }

    /// Takes back what was not given back, and gives no more. Repeatable.
    @Override
    public void close() {
        try {
            call(() -> {
                Set<Lent> left;
                synchronized (lock) {
                    left = Set.copyOf(lent);
                }
                for (Lent each : left) {
                    each.close();
                }
                return left.size();
            });
        } catch (SQLException _) {
            // It was closed before, or a connection is broken: the pool ends it.
        }
        thread.close();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the catalog has one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
