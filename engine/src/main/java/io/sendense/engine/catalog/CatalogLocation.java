package io.sendense.engine.catalog;

import io.sendense.engine.security.Secret;
import java.nio.file.Path;

/// Where a catalog is. Immutable.
public sealed interface CatalogLocation {
    /// A file of one engine's home.
    ///
    /// @param file absolute path without H2's own ending `.mv.db`
    record H2File(Path file) implements CatalogLocation {
        public H2File {
            if (!file.isAbsolute()) {
                throw new IllegalArgumentException(
                        "the catalog's path '" + file + "' is not absolute");
            }
            if (file.toString().indexOf(';') >= 0) {
                throw new IllegalArgumentException(
                        "H2 cannot open '" + file + "': a path with ';' is cut there");
            }
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /// A database of a PostgreSQL server; its tables live in the connection's default schema.
    ///
    /// @param jdbcUrl for instance `jdbc:postgresql://db.example.com/sendense`
    record Postgres(String jdbcUrl, String user, Secret password) implements CatalogLocation {
        public Postgres {
            if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(
                        "not a PostgreSQL address: it has to begin with jdbc:postgresql:");
            }
        }

        /// The address without its parameters, among which a password could stand.
        @Override
        public String toString() {
            int parameters = jdbcUrl.indexOf('?');
            return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        }
    }
}
