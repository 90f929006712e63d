package io.sendense.engine.source.vsphere;

import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.http.TlsServer;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.security.ServerTrust;
import io.sendense.engine.security.TestIdentity;
import io.sendense.engine.security.TrustedTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A server before the lab that changes the answers to one SOAP operation: says what the lab never
/// says.
final class LabProxy implements AutoCloseable {
    private final LabVCenter lab;
    private final HttpClient client;
    private final TestIdentity identity;
    private final TlsServer server;
    private final String operation;
    private volatile UnaryOperator<String> change = UnaryOperator.identity();

    LabProxy(LabVCenter lab, String operation) throws Exception {
        this.lab = lab;
        this.operation = operation;
        var pin = new ServerTrust.Pin(new Fingerprint(lab.certificateSha256()));
        this.client = HttpClient.newBuilder().sslContext(TrustedTls.context(pin)).build();
        this.identity = TestIdentity.selfSigned("localhost");
        this.server = TlsServer.start(0, identity.serverContext(), this::pass);
    }

    VsphereSource connect(VsphereLimits limits) throws Exception {
        return VsphereSource.connect(
                new VsphereEndpoint(
                        URI.create("https://localhost:" + server.port() + "/sdk"),
                        lab.user(),
                        Secret.of(lab.password()),
                        new ServerTrust.Pin(identity.fingerprint()),
                        limits));
    }

    /// What becomes of the text of an answer to the operation.
    void change(UnaryOperator<String> how) {
        change = how;
    }

    private void pass(Exchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.body().readAllBytes();
        URI target = URI.create("https://127.0.0.1:" + lab.url().getPort() + exchange.target());
        var request =
                HttpRequest.newBuilder(target)
                        .method(exchange.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"SOAPAction", "Cookie", "Range", "Content-Type"}) {
            exchange.header(name).ifPresent(value -> request.header(name, value));
        }
        HttpResponse<byte[]> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {"Set-Cookie", "Content-Type", "Content-Range"}) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        byte[] content = answer.body();
        if (new String(body, StandardCharsets.UTF_8).contains("<" + operation + " ")) {
            content =
                    change.apply(new String(content, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
        }
        exchange.respond(answer.statusCode(), headers, content);
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }
}
