package io.sendense.engine.api.rest;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// A server of one interface: listens from `start` to `close`. Thread-safe.
public final class RestServer implements AutoCloseable {
    private final Javalin javalin;
    private final RestAddress address;
    private final RequestThreads threads;

    private RestServer(Javalin javalin, RestAddress address, RequestThreads threads) {
        this.javalin = javalin;
        this.address = address;
        this.threads = threads;
    }

    /// Begins to listen.
    ///
    /// @throws EngineException `REST-NOT-LOOPBACK`: other machines would reach it and it has no
    ///   TLS; `REST-PLACE-UNAVAILABLE`: address, port, certificate or key cannot be used
    public static RestServer start(RestSettings settings, Api api) throws EngineException {
        try {
            InetAddress host = InetAddress.getByName(settings.address().host());
            if (!host.isLoopbackAddress() && settings.tls().isEmpty()) {
                throw Problem.of(ProblemCode.REST_NOT_LOOPBACK)
                        .with("place", settings.address().toString())
                        .toException();
            }
            Optional<SslContextFactory.Server> tls =
                    settings.tls().isPresent()
                            ? Optional.of(TlsKeys.of(settings.tls().get()))
                            : Optional.empty();
            return listen(settings, api, host, tls);
        } catch (IOException e) {
            throw unavailable(settings, e);
        }
    }

    private static EngineException unavailable(RestSettings settings, Throwable why) {
        return Problem.of(ProblemCode.REST_PLACE_UNAVAILABLE)
                .with("place", settings.address().toString())
                .because(why)
                .toException(why);
    }

    private static RestServer listen(
            RestSettings settings,
            Api api,
            InetAddress host,
            Optional<SslContextFactory.Server> tls)
            throws EngineException {
        RequestThreads threads = new RequestThreads();
        RouteAnswers answers = new RouteAnswers(settings, threads);
        Admission admission =
                new Admission(
                        settings.token(),
                        host.isLoopbackAddress(),
                        new FailureLimit(System::nanoTime));
        Javalin javalin =
                Javalin.create(config -> {
                    quiet(config);
                    JettySettings.apply(config, settings, tls);
                    routes(config, api, admission, answers);
                });
        try {
            javalin.start(host.getHostAddress(), settings.address().port());
        } catch (RuntimeException e) {
            javalin.stop();
            throw unavailable(settings, e.getCause() == null ? e : e.getCause());
        }
        return new RestServer(
                javalin, new RestAddress(settings.address().host(), javalin.port()), threads);
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
    }

    private static void routes(
            JavalinConfig config, Api api, Admission admission, RouteAnswers answers) {
        config.routes.before(request -> {
            headers(request.res());
            admission.admit(
                    request.header("Host"),
                    request.header("Authorization"),
                    request.req().getRemoteAddr());
        });
        for (Route route : api.all()) {
            config.routes.addHttpHandler(
                    type(route.method()), route.path(), request -> answers.answer(route, request));
        }
        config.routes.exception(HttpResponseException.class, answers::problem);
        config.routes.exception(Exception.class, answers::problem);
    }

    private static HandlerType type(Method method) {
        return switch (method) {
            case GET -> HandlerType.GET;
            case POST -> HandlerType.POST;
            case DELETE -> HandlerType.DELETE;
        };
    }

    /// What every answer says to a browser that should not be there.
    static void headers(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /// Where it listens, with the port it got.
    public RestAddress address() {
        return address;
    }

    /// Stops listening, interrupts what is being answered, and closes all connections. Repeatable.
    @Override
    public void close() {
        threads.interruptAll();
        javalin.stop();
    }
}
