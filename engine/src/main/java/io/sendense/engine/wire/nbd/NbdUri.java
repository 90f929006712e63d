package io.sendense.engine.wire.nbd;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The address of one export, as the NBD project's `doc/uri.md` writes it:
/// `nbd://host[:port]/export` or `nbd+unix:///export?socket=/path`, and `nbds` or `nbds+unix` for
/// the same over TLS. Immutable.
///
/// @param endpoint where the server is
/// @param exportName which of its exports; may be empty (the default export) and may hold any
///   character but NUL
/// @param tls present where the connection must be made over TLS
public record NbdUri(NbdEndpoint endpoint, String exportName, Optional<Tls> tls) {

    /// What is said of TLS in a URI (uri.md, "NBD URI query parameters related to TLS"). Immutable.
    ///
    /// @param certificates a folder as in [NbdCredentials]: `tls-certificates`, which libnbd knows
    ///   too
    /// @param hostname whom the server's certificate must be for, if not for the host in the URI:
    ///   `tls-hostname`
    public record Tls(Optional<Path> certificates, Optional<String> hostname) {
        /// Nothing but that TLS is required.
        public static Tls standard() {
            return new Tls(Optional.empty(), Optional.empty());
        }

        public Tls withCertificates(Path folder) {
            return new Tls(Optional.of(folder), hostname);
        }

        public Tls withHostname(String name) {
            return new Tls(certificates, Optional.of(name));
        }
    }

    public NbdUri {
        if (exportName.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an export name cannot hold a NUL character");
        }
    }

    /// An address without TLS.
    public NbdUri(NbdEndpoint endpoint, String exportName) {
        this(endpoint, exportName, Optional.empty());
    }

    public NbdUri withTls(Tls value) {
        return new NbdUri(endpoint, exportName, Optional.of(value));
    }

    /// Reads a URI.
    ///
    /// @throws IllegalArgumentException it is not an NBD URI, or one that asks for what this
    ///   program cannot do; the message says which part
    public static NbdUri parse(String text) {
        URI uri = generic(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        UriParameters parameters = UriParameters.parse(uri.getRawQuery(), text);
        NbdEndpoint endpoint =
                switch (scheme) {
                    case "nbd", "nbds" -> tcp(uri, text);
                    case "nbd+unix", "nbds+unix" -> unix(uri, parameters, text);
                    default ->
                            throw refusal(
                                    text,
                                    "scheme '" + scheme + "' is neither nbd(s) nor nbd(s)+unix");
                };
        Optional<Tls> tls =
                scheme.startsWith("nbds") ? Optional.of(tls(parameters, text)) : Optional.empty();
        parameters.requireNoOther(scheme);
        return new NbdUri(endpoint, exportName(uri, text), tls);
    }

    private static URI generic(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URI: " + e.getMessage(), e);
        }
    }

    private static NbdEndpoint tcp(URI uri, String text) {
        if (uri.getRawUserInfo() != null) {
            throw refusal(text, "a user name has a meaning with pre-shared keys only");
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

    private static NbdEndpoint unix(URI uri, UriParameters parameters, String text) {
        if (uri.getRawAuthority() != null) {
            throw refusal(text, "a host name has no meaning with a Unix socket");
        }
        String socket =
                parameters
                        .take("socket")
                        .orElseThrow(() -> refusal(text, "the socket parameter is missing"));
        return new NbdEndpoint.UnixSocket(path(socket, text));
    }

    private static Tls tls(UriParameters parameters, String text) {
        String type = parameters.take("tls-type").orElse("x509");
        if (!type.equals("x509")) {
            throw refusal(text, "tls-type '" + type + "' is not supported, only x509 is");
        }
        String verify = parameters.take("tls-verify-peer").orElse("1");
        if (!verify.equals("1")) {
            throw refusal(text, "tls-verify-peer=" + verify + ": servers are always verified");
        }
        return new Tls(
                parameters.take("tls-certificates").map(folder -> path(folder, text)),
                parameters.take("tls-hostname"));
    }

    private static Path path(String path, String text) {
        try {
            return Path.of(path);
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

    static IllegalArgumentException refusal(String text, String why) {
        return new IllegalArgumentException("not a usable NBD URI: " + text + ": " + why);
    }

    /// The URI in the form other NBD programs take.
    @Override
    public String toString() {
        String scheme = tls.isPresent() ? "nbds" : "nbd";
        String name = UriEscapes.encode(exportName);
        UriParameters parameters = new UriParameters();
        String address =
                switch (endpoint) {
                    case NbdEndpoint.UnixSocket(Path path) -> {
                        parameters.put("socket", path.toString());
                        yield "+unix:///";
                    }
                    case NbdEndpoint.Tcp(InetSocketAddress tcp) ->
                            "://" + host(tcp) + ":" + tcp.getPort() + "/";
                };
        tls.flatMap(Tls::certificates)
                .ifPresent(folder -> parameters.put("tls-certificates", folder.toString()));
        tls.flatMap(Tls::hostname).ifPresent(host -> parameters.put("tls-hostname", host));
        return scheme + address + name + parameters;
    }

    private static String host(InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
