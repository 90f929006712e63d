package io.sendense.engine.source.inventory;

/// A file on a datastore, as vSphere writes it: `[datastore1] folder/file.vmdk`. Immutable.
///
/// @param path without a leading slash, decoded
public record DatastorePath(String datastore, String path) {
    /// Reads vSphere's notation.
    ///
    /// @throws IllegalArgumentException the text is not of the form `[name] path`
    public static DatastorePath parse(String text) {
        int close = text.indexOf("] ");
        if (!text.startsWith("[") || close < 0) {
            throw new IllegalArgumentException("not a datastore path: '" + text + "'");
        }
        return new DatastorePath(text.substring(1, close), text.substring(close + 2));
    }

    /// The same file name with another ending: `disk.vmdk` and `-flat.vmdk` give `disk-flat.vmdk`.
    public DatastorePath withSuffix(String oldEnding, String newEnding) {
        if (!path.endsWith(oldEnding)) {
            throw new IllegalArgumentException(
                    "'" + path + "' does not end in '" + oldEnding + "'");
        }
        return new DatastorePath(
                datastore, path.substring(0, path.length() - oldEnding.length()) + newEnding);
    }

    /// A file beside this one.
    public DatastorePath sibling(String name) {
        int slash = path.lastIndexOf('/');
        return new DatastorePath(datastore, path.substring(0, slash + 1) + name);
    }

    @Override
    public String toString() {
        return "[" + datastore + "] " + path;
    }
}
