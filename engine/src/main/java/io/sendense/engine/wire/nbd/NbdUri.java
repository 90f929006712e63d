package io.sendense.engine.wire.nbd;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The address of one export, as the NBD project's `doc/uri.md` writes it:
/// `nbd://host[:port]/export` or `nbd+unix:///export?socket=/path`. Immutable.
///
/// `nbds` and `nbds+unix`, the same over TLS, are recognised and refused.
///
/// @param endpoint where the server is
/// @param exportName which of its exports; may be empty (the default export) and may hold any
///   character but NUL
public record NbdUri(NbdEndpoint endpoint, String exportName) {
    public NbdUri {
        if (exportName.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an export name cannot hold a NUL character");
        }
    }

    /// Reads a URI.
    ///
    /// @throws IllegalArgumentException it is not an NBD URI, or one that asks for what this
    ///   program cannot do; the message says which part
    public static NbdUri parse(String text) {
        URI uri = generic(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "nbd" -> new NbdUri(tcp(uri, text), exportName(uri, text));
            case "nbd+unix" -> new NbdUri(unix(uri, text), exportName(uri, text));
            case "nbds", "nbds+unix" ->
                    throw refusal(text, "NBD over TLS (" + scheme + ") is not supported");
            default -> throw refusal(text, "scheme '" + scheme + "' is neither nbd nor nbd+unix");
        };
    }

    private static URI generic(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URI: " + e.getMessage(), e);
        }
    }

    private static NbdEndpoint tcp(URI uri, String text) {
        if (uri.getRawQuery() != null) {
            throw refusal(text, "parameter '" + uri.getRawQuery() + "' is not known for nbd");
        }
        if (uri.getRawUserInfo() != null) {
            throw refusal(text, "a user name has a meaning with TLS only");
        }
        String host = uri.getHost();
        if (host == null) {
            throw refusal(text, "there is no host name in it");
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = uri.getPort() < 0 ? NbdEndpoint.Tcp.DEFAULT_PORT : uri.getPort();
        if (port == 0 || port > 65_535) {
            throw refusal(text, "port " + port + " is not in 1 to 65535");
        }
        return new NbdEndpoint.Tcp(InetSocketAddress.createUnresolved(host, port));
    }

    private static NbdEndpoint unix(URI uri, String text) {
        if (uri.getRawAuthority() != null) {
            throw refusal(text, "a host name has no meaning with a Unix socket");
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (query.isEmpty()) {
            throw refusal(text, "the socket parameter is missing");
        }
        if (!query.startsWith("socket=") || query.indexOf('&') >= 0) {
            throw refusal(text, "of its parameters '" + query + "' only socket is known");
        }
        String path = UriEscapes.decode(query.substring("socket=".length()));
        try {
            return new NbdEndpoint.UnixSocket(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a usable NBD URI: " + text, e);
        }
    }

    private static String exportName(URI uri, String text) {
        if (uri.getRawFragment() != null) {
            throw refusal(text, "a fragment (#...) has no meaning here");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return UriEscapes.decode(path.startsWith("/") ? path.substring(1) : path);
    }

    private static IllegalArgumentException refusal(String text, String why) {
        return new IllegalArgumentException("not a usable NBD URI: " + text + ": " + why);
    }

    /// The URI in the form other NBD programs take.
    @Override
    public String toString() {
        String name = UriEscapes.encode(exportName);
        return switch (endpoint) {
            case NbdEndpoint.UnixSocket(Path path) ->
                    "nbd+unix:///" + name + "?socket=" + UriEscapes.encode(path.toString());
            case NbdEndpoint.Tcp(InetSocketAddress address) ->
                    "nbd://" + host(address) + ":" + address.getPort() + "/" + name;
        };
    }

    private static String host(InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
