package io.sendense.ui.vcenter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The address of a server's SDK, made from what an operator types. Immutable.
///
/// @param url complete: `https://vc.example.com/sdk`
/// @param host of the server, for a name
record SdkAddress(String url, String host) {

    /// Completes a host name, with or without a port, to `https://host/sdk`; leaves a complete
    /// address as it is. Empty for what is no address, and for anything but https.
    static Optional<SdkAddress> complete(String typed) {
        String text = typed.strip();
        String whole = text.contains("://") ? text : "https://" + text;
        try {
            URI uri = new URI(whole);
            if (uri.getHost() == null
                    || !"https".equalsIgnoreCase(uri.getScheme())
                    || uri.getUserInfo() != null) {
                return Optional.empty();
            }
            String path = uri.getPath() == null ? "" : uri.getPath();
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String sdk = path.isEmpty() || path.equals("/") ? "/sdk" : path;
            return Optional.of(
                    new SdkAddress("https://" + uri.getHost() + port + sdk, uri.getHost()));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}
