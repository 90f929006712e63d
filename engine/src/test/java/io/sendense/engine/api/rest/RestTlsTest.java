package io.sendense.engine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestTlsTest {
    @TempDir private Path folder;
    private TestIdentity identity;
    private RestTls files;

    @BeforeEach
    void write() throws Exception {
        identity = TestIdentity.selfSigned("127.0.0.1");
        files =
                new RestTls(
                        Files.writeString(folder.resolve("cert.pem"), identity.pem()),
                        Files.writeString(folder.resolve("key.pem"), identity.keyPem()));
    }

    private RestServer start(RestTls tls) throws EngineException {
        return RestServer.start(
                RestSettings.of(new RestAddress("0.0.0.0", 0), Secret.of(TryApi.TOKEN))
                        .withTls(tls),
                new TryApi().api());
    }

    private static SSLContext trusting(TestIdentity server) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", server.certificate());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpResponse<String> ask(RestServer server, SSLContext tls, String host)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://%s:%d/api/v1/health"
                                                    .formatted(host, server.address().port())))
                            .header("Authorization", "Bearer " + TryApi.TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void servesBeyondLoopbackWithItsCertificate() throws Exception {
        try (RestServer server = start(files)) {
            assertThat(ask(server, trusting(identity), "127.0.0.1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aClientNoticesTheCertificateOfSomebodyBetween() throws Exception {
        SSLContext others = trusting(TestIdentity.selfSigned("127.0.0.1"));
        try (RestServer server = start(files)) {
            assertThatThrownBy(() -> ask(server, others, "127.0.0.1"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void oldProtocolsAreRefused() throws Exception {
        try (RestServer server = start(files);
                SSLSocket socket =
                        (SSLSocket)
                                trusting(identity)
                                        .getSocketFactory()
                                        .createSocket("127.0.0.1", server.address().port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() throws Exception {
        Path other =
                Files.writeString(
                        folder.resolve("other.pem"), TestIdentity.selfSigned("x").keyPem());
        Path broken = Files.writeString(folder.resolve("broken.pem"), "planted nonsense");
        for (RestTls wrong :
                new RestTls[] {
                    new RestTls(folder.resolve("missing"), files.key()),
                    new RestTls(broken, files.key()),
                    new RestTls(files.certificate(), broken),
                    new RestTls(files.certificate(), files.certificate()),
                    new RestTls(files.certificate(), other)
                }) {
            assertThatThrownBy(() -> start(wrong).close())
                    .as(wrong.toString())
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e ->
                                    assertThat(e.problem().code())
                                            .isEqualTo(ProblemCode.REST_PLACE_UNAVAILABLE));
        }
    }
}
