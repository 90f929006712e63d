package io.sendense.engine.api.rest;

import io.javalin.config.JavalinConfig;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// How Jetty is bounded: HTTP/1.1 only, small heads, few connections, virtual threads. Stateless.
final class JettySettings {
    /// Requests that are answered at a time; more wait.
    static final int MAX_REQUESTS = 256;

    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int PLATFORM_THREADS = 16;
    private static final int IDLE_PLATFORM_THREADS = 2;

    private JettySettings() {}

    static void apply(
            JavalinConfig config, RestSettings settings, Optional<SslContextFactory.Server> tls) {
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(JettySettings::http);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new BareErrors());
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
            server.setStopTimeout(0);
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    }

    private static QueuedThreadPool threads() {
        VirtualThreadPool virtual = new VirtualThreadPool(MAX_REQUESTS);
        virtual.setName("rest");
        QueuedThreadPool pool = new QueuedThreadPool(PLATFORM_THREADS, IDLE_PLATFORM_THREADS);
        pool.setName("rest");
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(virtual);
        return pool;
    }

    private static void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(MAX_HEAD_BYTES);
        http.setResponseHeaderSize(MAX_HEAD_BYTES);
    }

    private static ServerConnector connector(
            Server server,
            HttpConfiguration http,
            RestSettings settings,
            Optional<SslContextFactory.Server> tls) {
        tls.ifPresent(_ -> http.addCustomizer(new SecureRequestCustomizer(false)));
        HttpConnectionFactory protocol = new HttpConnectionFactory(http);
        ServerConnector connector =
                tls.isPresent()
                        ? new ServerConnector(server, tls.get(), protocol)
                        : new ServerConnector(server, protocol);
        connector.setHost(settings.address().host());
        connector.setPort(settings.address().port());
        connector.setIdleTimeout(settings.idle().toMillis());
        return connector;
    }
}
