package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.http.Exchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a request's file lies. Immutable.
///
/// @param datacenter the datacenter's inventory path, such as `Sites/Branch`; empty where none is
///   named, as at a host
/// @param datastore the datastore's name
/// @param directory the folder on it; empty for a file at the top
/// @param file the file's name
record FileLocation(String datacenter, String datastore, String directory, String file) {
    private static final String PREFIX = "/folder/";

    /// Reads it from a request; empty where the request names no file.
    static Optional<FileLocation> of(Exchange exchange) {
        Map<String, String> query;
        String path;
        try {
            query = exchange.query();
            // A plus sign in a path means itself, unlike in a form.
            path =
                    URLDecoder.decode(
                            exchange.rawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        String datacenter = query.getOrDefault("dcPath", "");
        String datastore = query.get("dsName");
        if (datastore == null || !path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = path.substring(PREFIX.length());
        int slash = rest.lastIndexOf('/');
        String directory = slash < 0 ? "" : rest.substring(0, slash);
        String file = rest.substring(slash + 1);
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new FileLocation(datacenter, datastore, directory, file));
    }

    /// The datastore path.
    String path() {
        return "[" + datastore + "] " + (directory.isEmpty() ? "" : directory + "/") + file;
    }

    /// What a fault rule may call it.
    Set<String> names() {
        return Set.of(path(), file);
    }
}
