package io.sendense.engine.source.vsphere.http;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// Sends a request and takes the whole answer into memory. Thread-safe.
///
/// No redirects, no proxies, no HTTP/2: a server of the data centre, reached directly. A request
/// that failed is not repeated by the platform's client unless it is a GET or HEAD.
public final class HttpsExchange implements AutoCloseable {
    /// What one exchange may take.
    ///
    /// @param connect for the TCP connection
    /// @param whole from the first step to the last byte of the answer
    /// @param answerBytes of the answer's body, before and after decompression
    public record Limits(Duration connect, Duration whole, long answerBytes) {}

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Limits limits;

    public HttpsExchange(SSLContext tls, Limits limits) {
        this.limits = limits;
        this.client =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(limits.connect())
                        .executor(threads)
                        .build();
    }

    /// Sends and waits. An interrupted caller breaks the exchange off.
    ///
    /// @throws IOException the time limit has passed, the connection failed, or the answer was too
    ///   long
    public HttpAnswer send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), limits.answerBytes()));
        try {
            HttpResponse<byte[]> response =
                    exchange.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
            return new HttpAnswer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    limits.answerBytes());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ExplainedException(
                    Cause.of(CauseCode.NO_WHOLE_ANSWER).withTime("limit", limits.whole()), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException io ? io : new IOException(String.valueOf(cause), e);
        }
    }

    /// Breaks off what is under way. Repeatable.
    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
        try {
            client.awaitTermination(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
