package io.sendense.engine.lab.model;

/// How vCenter stores a display name: `%`, `/` and `\` as `%25`, `%2f` and `%5c`, because they mean
/// something in inventory paths.
public final class EntityName {
    private EntityName() {}

    /// The stored form of a name as people write it.
    public static String escape(String plain) {
        return plain.replace("%", "%25").replace("/", "%2f").replace("\\", "%5c");
    }
}
