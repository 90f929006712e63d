package io.sendense.engine.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sendense.engine.catalog.CatalogLocation.H2File;
import io.sendense.engine.catalog.CatalogLocation.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How each database is connected to.
final class CatalogConnections {
    static final int COUNT = 4;

    /// How long a lock or a connection is waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How long one answer of a server may take.
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private CatalogConnections() {}

    /// Connects once, so that a database that is away or locked is told at once.
    static HikariDataSource open(CatalogLocation location) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        // One more for the queue's.
        config.setMaximumPoolSize(COUNT + 1);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(1);
        switch (location) {
            case H2File h2 -> configure(config, h2);
            case Postgres postgres -> configure(config, postgres);
        }
        return new HikariDataSource(config);
    }

    private static void configure(HikariConfig config, H2File h2) throws IOException {
        Path folder = h2.file().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        config.setDriverClassName("org.h2.Driver");
        // No trace file beside the database: what fails is thrown. The delay of -1
        // keeps the file open, and so locked, when the pool drops an idle connection.
        config.setJdbcUrl(
                "jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=%d"
                        .formatted(h2.file(), PATIENCE.toMillis()));
        config.setUsername("sa");
        config.setPassword("");
    }

    private static void configure(HikariConfig config, Postgres postgres) {
        config.setDriverClassName("org.postgresql.Driver");
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password().reveal());
        config.addDataSourceProperty("ApplicationName", "sendense");
        config.addDataSourceProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setConnectionInitSql("set lock_timeout = '%ds'".formatted(PATIENCE.toSeconds()));
    }
}
