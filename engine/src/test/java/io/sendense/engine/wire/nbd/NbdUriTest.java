package io.sendense.engine.wire.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NbdUriTest {

    /// The table in uri.md, "NBD URI export name".
    @ParameterizedTest
    @CsvSource({
        "nbd://example.com/disk, disk",
        "nbd+unix:///disk?socket=sock, disk",
        "nbd://example.com/, ''",
        "nbd://example.com, ''",
        "nbd://example.com//disk, /disk",
        "nbd://example.com/hello%20world, hello world",
        "nbd://example.com/a+b%2Bc, a+b+c",
        "nbd://example.com/d%C3%A4%E2%82%AC, dä€",
    })
    void takesTheExportNameFromThePath(String uri, String name) {
        assertThat(NbdUri.parse(uri).exportName()).isEqualTo(name);
    }

    @Test
    void takesHostAndPort() {
        assertThat(NbdUri.parse("nbd://example.com/x").endpoint())
                .isEqualTo(tcp("example.com", 10809));
        assertThat(NbdUri.parse("nbd://10.1.2.3:10100/x").endpoint())
                .isEqualTo(tcp("10.1.2.3", 10100));
        assertThat(NbdUri.parse("nbd://[::1]:10100/x").endpoint()).isEqualTo(tcp("::1", 10100));
    }

    private static NbdEndpoint tcp(String host, int port) {
        return new NbdEndpoint.Tcp(InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void takesTheSocketParameter() {
        assertThat(NbdUri.parse("nbd+unix:///x?socket=/run/a%20b%26c").endpoint())
                .isEqualTo(new NbdEndpoint.UnixSocket(Path.of("/run/a b&c")));
    }

    @Test
    void writesWhatItReads() throws Exception {
        String unix = "nbd+unix:///disk%202000?socket=/run/nbd%2B1.sock";
        assertThat(NbdUri.parse(unix)).hasToString(unix);
        String tls = "nbds+unix:///d?socket=/s&tls-certificates=/a%26b&tls-hostname=h";
        assertThat(NbdUri.parse(tls)).hasToString(tls);
        assertThat(NbdUri.parse("nbds://h/d")).hasToString("nbds://h:10809/d");
        assertThat(NbdUri.parse("nbd://h:10101//a%3Fb")).hasToString("nbd://h:10101//a%3Fb");
        assertThat(NbdUri.parse("nbd://[::1]/")).hasToString("nbd://[::1]:10809/");
        InetAddress resolved = InetAddress.getByAddress("name", new byte[] {10, 0, 0, 7});
        assertThat(new NbdUri(new NbdEndpoint.Tcp(new InetSocketAddress(resolved, 10100)), "d"))
                .hasToString("nbd://10.0.0.7:10100/d");
    }

    /// uri.md, "NBD URI query parameters related to TLS", and the one libnbd has beside them.
    @Test
    void takesWhatIsSaidOfTls() {
        assertThat(NbdUri.parse("nbd://example.com/x").tls()).isEmpty();
        assertThat(NbdUri.parse("nbds://example.com/x").tls()).contains(NbdUri.Tls.standard());
        assertThat(
                        NbdUri.parse(
                                        "nbds+unix:///x?tls-certificates=/a%20b&socket=/s"
                                                + "&tls-hostname=h&tls-type=x509&tls-verify-peer=1")
                                .tls())
                .contains(
                        NbdUri.Tls.standard().withCertificates(Path.of("/a b")).withHostname("h"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/x, scheme 'http'",
        "example.com/x, scheme ''",
        "nbd:///x, no host name",
        "nbd://example.com:0/x, port 0",
        "nbd://example.com:70000/x, port 70000",
        "nbd://user@example.com/x, user name",
        "nbd://example.com/x?tls-type=x509, tls-type=x509",
        "nbd://example.com/x#frag, fragment",
        "nbd+unix:///x, socket parameter is missing",
        "nbd+unix://host/x?socket=/s, host name",
        "nbd+unix:///x?socket=/s&tls-hostname=h, tls-hostname",
        "nbd+unix:///x?path=/s, path=/s",
        "nbd+unix:///x?socket=, 0",
        "nbd://example.com/%00, NUL",
        "nbd://example.com/%FF, UTF-8",
        "nbd://example.com/%2, URI",
        "nbd://exa mple.com/, URI",
        "nbds://user@example.com/x, user name",
        "nbds://example.com/x?tls-type=psk, tls-type 'psk' is not supported",
        "nbds://example.com/x?tls-psk-file=/k, parameter 'tls-psk-file' has no meaning for nbds",
        "nbds://example.com/x?tls-verify-peer=0, servers are always verified",
        "nbds://example.com/x?socket=/s, parameter 'socket' has no meaning for nbds",
        "nbds://example.com/x?tls-hostname=a&tls-hostname=b, parameter 'tls-hostname' occurs twice",
        "nbds://example.com/x?tls-hostname, parameter 'tls-hostname' has no value",
        "nbds+unix:///x?tls-hostname=h, socket parameter is missing",
    })
    void refusesWhatItCannotUseAndSaysWhy(String uri, String why) {
        assertThatThrownBy(() -> NbdUri.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesASocketPathTheSystemCannotHold() {
        Path path = Path.of("/" + "x".repeat(102));
        assertThatThrownBy(() -> new NbdEndpoint.UnixSocket(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this one has 103");
    }
}
