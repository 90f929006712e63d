package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.source.inventory.DatastorePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Addresses of datastore files: `/folder/<path>?dcPath=<datacenter>&dsName=<datastore>`.
///
/// Everything but RFC 3986's unreserved characters is percent-encoded, so that a `%2f` in a name
/// arrives as these three characters.
final class DatastoreUrl {
    private static final String UNRESERVED = "-._~";

    private DatastoreUrl() {}

    /// Path and query of a file.
    ///
    /// @param datacenterPath inventory path with vSphere's own escapes; absent where the server
    ///   needs none
    static String target(DatastorePath file, Optional<String> datacenterPath) {
        String path =
                Arrays.stream(file.path().split("/", -1))
                        .map(DatastoreUrl::encoded)
                        .collect(Collectors.joining("/"));
        String datacenter =
                datacenterPath.map(found -> "dcPath=" + encoded(found) + "&").orElse("");
        return "/folder/" + path + "?" + datacenter + "dsName=" + encoded(file.datastore());
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            if (letter || (b >= '0' && b <= '9') || UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return encoded.toString();
    }
}
