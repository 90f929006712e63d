package io.sendense.engine.catalog;

import io.sendense.engine.security.LoginMethod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The nodes an operator added. Thread-safe; each call is one transaction.
public final class NodeTable {
    private final Database database;

    NodeTable(Database database) {
        this.database = database;
    }

    /// Adds a node.
    ///
    /// @return false if the name is taken; nothing is changed then
    public boolean insert(NodeRow node) {
        return database.insertUnlessTaken(handle ->
                handle.createUpdate(
                                """
                                insert into node (name, name_key, ssh_user, ssh_host, ssh_port, login,
                                    identity_file, host_key, rest_port, added)
                                values (:name, :key, :user, :host, :port, :login, :identity, :hostKey,
                                    :restPort, :added)
                                """)
                        .bind("name", node.name())
                        .bind("key", key(node.name()))
                        .bind("user", node.sshUser())
                        .bind("host", node.sshHost())
                        .bind("port", node.sshPort())
                        .bind("login", node.login().name())
                        .bind("identity", node.identity().orElse(null))
                        .bind("hostKey", node.hostKey())
                        .bind("restPort", node.restPort())
                        .bind("added", Values.utc(node.added()))
                        .execute());
    }

    /// All of them, by name.
    public List<NodeRow> list() {
        return database.read(handle ->
                handle.createQuery("select * from node order by name_key")
                        .map((row, _) -> read(row))
                        .list());
    }

    /// By name, without regard to case.
    public Optional<NodeRow> find(String name) {
        return database.read(handle ->
                handle.createQuery("select * from node where name_key = :key")
                        .bind("key", key(name))
                        .map((row, _) -> read(row))
                        .findOne());
    }

    /// Forgets a node. Its runs stay.
    ///
    /// @return false if there was none of this name
    public boolean remove(String name) {
        return database.write(handle ->
                handle.createUpdate("delete from node where name_key = :key")
                                .bind("key", key(name))
                                .execute()
                        == 1);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static NodeRow read(ResultSet row) throws SQLException {
        return new NodeRow(
                row.getString("name"),
                row.getString("ssh_user"),
                row.getString("ssh_host"),
                row.getInt("ssh_port"),
                Values.constant(LoginMethod.class, row, "login"),
                Values.optionalText(row, "identity_file"),
                row.getString("host_key"),
                row.getInt("rest_port"),
                Values.instant(row, "added"));
    }
}
